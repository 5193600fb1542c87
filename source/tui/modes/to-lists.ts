import {browse} from '../state/mode.js';
import type {Command} from '../state/screen-state.js';

/** The way out of a mode, back to the lists. */
export const toLists = (command: Pick<Command, 'id' | 'context' | 'keys'> & Partial<Pick<Command, 'label' | 'help'>>): Command => ({
	label: 'back',
	help: 'Back to the lists',
	footer: 'always',
	run(session) {
		session.change({mode: browse});
	},
	...command,
});
