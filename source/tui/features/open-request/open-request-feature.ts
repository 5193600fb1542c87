import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {clickBeside} from '../inspect/click-beside.js';
import {inspect} from '../inspect/inspect.js';
import {showNeighbour} from '../inspect/show-request.js';
import {zoomCommand} from '../lists/zoom-command.js';
import {openRequestMode} from './open-request-mode.js';
import {openRequestScreen, rowOf} from './open-request-screen.js';

const context: Context = {id: 'open-request', title: 'Request in flight', place: 'in a request in flight'};

/** Once it has ended, it is shown in full. */
const inspectEnded = (session: Session): void => {
	const {state} = session;
	const row = openRequestMode.is(state.mode) ? rowOf(state, state.mode) : undefined;
	if (row?.kind === 'record') {
		void inspect(session, row.record);
	}
};

export const openRequestFeature: Feature = {
	commands: [
		toLists({id: 'close-open-request', context, keys: ['esc', 'q', 'enter']}),
		{
			id: 'open-request-next',
			context,
			keys: ['n', 'right'],
			label: 'next',
			help: 'Show the next request',
			footer: 'often',
			run(session) {
				showNeighbour(session, 1);
			},
		},
		{
			id: 'open-request-previous',
			context,
			keys: ['p', 'left'],
			label: 'previous',
			help: 'Show the previous request',
			footer: 'rarely',
			run(session) {
				showNeighbour(session, -1);
			},
		},
		zoomCommand('open-request-zoom', context, 'with the lists', 'Maximize it, or show the lists beside it again'),
	],
	modes: {
		'open-request': {contexts: [context, contexts.reading, contexts.screens, contexts.anywhere], ...openRequestScreen, click: clickBeside, isLively: true},
	},
	onRound: inspectEnded,
};
