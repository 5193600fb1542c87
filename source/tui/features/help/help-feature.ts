import {contexts, type Context} from '../../input/contexts.js';
import {toBelow} from '../../modes/to-below.js';
import type {Feature} from '../../state/screen-state.js';
import {helpScreen} from './help-screen.js';
import {helpMode} from './help-mode.js';

const context: Context = {id: 'help', title: 'Help', place: 'in the help'};

export const helpFeature: Feature = {
	commands: [
		{
			id: 'help',
			context: contexts.screens,
			keys: ['?'],
			label: 'help',
			help: 'Show all keys, those of this screen first',
			footer: 'always',
			run(session) {
				session.change({mode: helpMode.of({top: 0, back: session.state.mode})});
			},
		},
		toBelow({id: 'close-help', context, keys: ['esc', '?', 'q', 'enter'], label: 'close', help: 'Close the help'}),
	],
	modes: {
		help: {contexts: [context, contexts.reading, contexts.anywhere], ...helpScreen},
	},
};
