import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {refreshing} from '../../modes/refreshing.js';
import {metricsScreen} from './metrics-screen.js';
import {metricsMode} from './metrics-mode.js';

const metrics = refreshing(metricsMode, async ({control}, {backend}) => ({history: await control.history(backend)}), (asking, mode) => asking.backend === mode.backend);

export const chartOf = (session: Session, backend: string | undefined): void => {
	metrics.ask(session, metricsMode.of({...(backend !== undefined && {backend}), askedAt: 0, isAsking: true, top: 0}));
};

const step = (session: Session, by: 1 | -1): void => {
	const {mode, status} = session.state;
	if (metricsMode.is(mode)) {
		const ids = [undefined, ...status.backends.map(({id}) => id)];
		const index = Math.max(0, ids.indexOf(mode.backend));
		chartOf(session, ids[(index + by + ids.length) % ids.length]);
	}
};

const context: Context = {id: 'metrics', title: 'Metrics', place: 'in the metrics'};

export const metricsFeature: Feature = {
	commands: [
		{
			id: 'metrics',
			context: contexts.browse,
			keys: ['M'],
			label: 'metrics',
			help: 'Chart requests, latency and errors of the last minutes',
			needs: 'history',
			run(session) {
				chartOf(session, undefined);
			},
		},
		{
			id: 'metrics-next',
			context,
			keys: ['tab', 'right'],
			label: 'next backend',
			help: 'Chart the next backend; after the last, all together',
			footer: 'usually',
			run(session) {
				step(session, 1);
			},
		},
		{
			id: 'metrics-previous',
			context,
			keys: ['shift-tab', 'left'],
			label: 'previous backend',
			help: 'Chart the previous backend',
			run(session) {
				step(session, -1);
			},
		},
		toLists({id: 'close-metrics', context, keys: ['esc', 'q', 'M', 'enter']}),
	],
	modes: {
		metrics: {contexts: [context, contexts.reading, contexts.screens, contexts.anywhere], ...metricsScreen, isLively: true},
	},
	onRound: metrics.onRound,
};
