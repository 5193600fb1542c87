import type {AdminState} from './backend.js';

/** Administrative states, in events and commands. */
export const stateWords: Readonly<Record<AdminState, string>> = {active: 'is enabled', draining: 'is draining', disabled: 'is disabled'};
