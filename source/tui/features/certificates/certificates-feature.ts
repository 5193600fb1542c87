import {contexts, type Context} from '../../input/contexts.js';
import {anyLook} from '../../look/look.js';
import {readingOf} from '../../modes/readable-text.js';
import {toLists} from '../../modes/to-lists.js';
import type {Feature} from '../../state/screen-state.js';
import {certificatesMode} from './certificates-mode.js';
import {certificatesRows, certificatesScreen, certificatesText} from './certificates-screen.js';

const text = readingOf(certificatesMode, (_mode, state, layout) => ({lines: certificatesText(state, anyLook), visible: certificatesRows(state.size, layout)}));

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
		certificates: {contexts: [context, contexts.reading, contexts.screens, contexts.anywhere], text, screen: certificatesScreen},
	},
};
