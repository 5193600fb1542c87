import type {AdminState} from './backend.js';

/** What a person has made of a backend, as events and commands tell it: in the same words, by which the screen takes both for one. */
export const stateWords: Readonly<Record<AdminState, string>> = {active: 'is enabled', draining: 'is draining', disabled: 'is disabled'};
