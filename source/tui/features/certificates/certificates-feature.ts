import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {Feature} from '../../state/screen-state.js';
import {certificatesMode} from './certificates-mode.js';
import {certificatesScreen} from './certificates-screen.js';

const context: Context = {id: 'certificates', title: 'Certificates', place: 'in the certificates'};

export const certificatesFeature: Feature = {
	commands: [
		{
			id: 'certificates',
			context: contexts.browse,
			keys: ['C'],
			label: 'certificates',
			help: 'Show the certificates for clients, and when each is renewed',
			run(session) {
				session.change({mode: certificatesMode.of({top: 0})});
			},
		},
		toLists({id: 'close-certificates', context, keys: ['esc', 'q', 'C', 'enter']}),
	],
	modes: {
		certificates: {contexts: [context, contexts.reading, contexts.screens, contexts.anywhere], ...certificatesScreen},
	},
};
