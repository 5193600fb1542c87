import type {AdminState} from './backend.js';

/** What a person has made of a backend, as events and commands tell it. */
export const stateWords: Readonly<Record<AdminState, string>> = {active: 'is enabled', draining: 'is draining', disabled: 'is disabled'};
