import {browse} from '../state/mode.js';
import type {Command} from '../state/screen-state.js';

/** The way out of a mode that has opened over another, back to that. */
export const toBelow = (command: Pick<Command, 'id' | 'context' | 'keys' | 'help'> & Partial<Pick<Command, 'label' | 'footer'>>): Command => ({
	label: 'cancel',
	footer: 'always',
	run(session) {
		session.change({mode: session.state.mode.back ?? browse});
	},
	...command,
});
