import type {BackendStatus} from '../../../model/status.js';
import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {listedBackends, selectedBackend, hasBackend} from '../../state/backends-list.js';
import {zoomCommand} from '../lists/zoom-command.js';
import {chartOf} from '../metrics/metrics-feature.js';
import {backendArgument} from '../pool/backend-argument.js';
import {detailsScreen} from './details-screen.js';
import {detailsMode} from './details-mode.js';

/** Milliseconds; a remote instance has to be queried. */
const refreshInterval = 1000;

const detailsOf = (session: Session, {id, url}: BackendStatus): void => {
	const {control, state} = session;
	session.change({mode: detailsMode.of({backendId: id, url, settings: control.settings(), askedAt: state.now, top: 0})});
};

const openDetails = (session: Session): void => {
	const backend = selectedBackend(session.state);
	if (backend) {
		detailsOf(session, backend);
	}
};

/** Refreshes the settings; called with every round of the feed. */
const keepDetails = (session: Session): void => {
	const {mode, now} = session.state;
	if (detailsMode.is(mode) && Math.abs(now - mode.askedAt) >= refreshInterval) {
		session.change({mode: detailsMode.of({...mode, settings: session.control.settings(), askedAt: now})});
	}
};

/** The neighbour of the selected backend, which is the open one unless that was removed. */
const step = (session: Session, by: 1 | -1): void => {
	const {state} = session;
	const index = state.selection.index + by;
	const backend = listedBackends(state)[index];
	if (backend) {
		session.change({selection: {id: backend.id, index}});
		detailsOf(session, backend);
	} else {
		session.notify(by === 1 ? 'This is the last backend in the list' : 'This is the first backend in the list', 'warn');
	}
};

const context: Context = {id: 'details', title: 'Backend details', place: 'in the backend details'};

export const detailsFeature: Feature = {
	commands: [
		{
			id: 'details',
			context: contexts.backends,
			keys: ['enter'],
			label: 'details',
			help: 'Show the selected backend: state, traffic, health checks',
			footer: 'sometimes',
			applies: hasBackend,
			run: openDetails,
			argument: backendArgument(detailsOf),
		},
		toLists({id: 'close-details', context, keys: ['esc', 'q', 'enter']}),
		{
			id: 'details-next',
			context,
			keys: ['n', 'right'],
			label: 'next',
			help: 'Show the next backend',
			footer: 'usually',
			run(session) {
				step(session, 1);
			},
		},
		{
			id: 'details-previous',
			context,
			keys: ['p', 'left'],
			label: 'previous',
			help: 'Show the previous backend',
			footer: 'rarely',
			run(session) {
				step(session, -1);
			},
		},
		{
			id: 'details-metrics',
			context,
			keys: ['M'],
			label: 'charts',
			help: 'Chart its requests, latency and errors of the last minutes',
			footer: 'rarely',
			needs: 'history',
			run(session) {
				const {mode} = session.state;
				if (detailsMode.is(mode)) {
					chartOf(session, mode.backendId);
				}
			},
		},
		zoomCommand('details-zoom', context, 'with the lists', 'Maximize it, or show the lists beside it again'),
	],
	modes: {
		details: {contexts: [context, contexts.backend, contexts.reading, contexts.screens, contexts.anywhere], ...detailsScreen},
	},
	onRound: keepDetails,
};
