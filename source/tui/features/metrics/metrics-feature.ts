import {anyLook} from '../../look.js';
import {metricsRows, metricsText} from '../../screens/metrics-screen.js';
import type {Session} from '../../session.js';
import {browse, changeBeneath, type Mode} from '../../state/mode.js';
import {messageOf} from '../pool/change-pool.js';
import {readingOf} from '../../modes/readable-text.js';
import type {RunsOf} from '../../run.js';
import type {MetricsMode} from './metrics-mode.js';
import type {metricsKeys} from './metrics-keys.js';

/** Milliseconds; figures are per second. */
const refreshInterval = 1000;

const answerTo = async (session: Session, {backend}: MetricsMode): Promise<Partial<MetricsMode>> => {
	try {
		return {history: await session.control.history(backend)};
	} catch (error) {
		return {problem: messageOf(error)};
	}
};

const ask = async (session: Session, asking: MetricsMode): Promise<void> => {
	session.change({mode: {...asking, askedAt: session.state.now, isAsking: true}});
	const answer = await answerTo(session, asking);
	const withAnswer = (mode: Mode): Mode => {
		if (mode.kind !== 'metrics' || mode.backend !== asking.backend) {
			return mode;
		}

		const {history: _old, problem: _solved, ...rest} = mode;
		return {...rest, ...answer, isAsking: false};
	};

	session.change({mode: changeBeneath(session.state.mode, withAnswer)});
};

/** Refreshes the open charts; called with every round of the feed. */
export const keepMetrics = (session: Session): void => {
	const {mode, now} = session.state;
	if (mode.kind === 'metrics' && !mode.isAsking && Math.abs(now - mode.askedAt) >= refreshInterval) {
		void ask(session, mode);
	}
};

export const chartOf = (session: Session, backend: string | undefined): void => {
	void ask(session, {kind: 'metrics', ...(backend !== undefined && {backend}), askedAt: 0, isAsking: true, top: 0});
};

const step = (session: Session, by: 1 | -1): void => {
	const {mode, status} = session.state;
	if (mode.kind === 'metrics') {
		const ids = [undefined, ...status.backends.map(({id}) => id)];
		const index = Math.max(0, ids.indexOf(mode.backend));
		chartOf(session, ids[(index + by + ids.length) % ids.length]);
	}
};

export const metricsRuns: RunsOf<typeof metricsKeys> = {
	metrics(session) {
		chartOf(session, undefined);
	},
	'metrics-next'(session) {
		step(session, 1);
	},
	'metrics-previous'(session) {
		step(session, -1);
	},
	'close-metrics'(session) {
		session.change({mode: browse});
	},
};

export const metricsReading = readingOf('metrics', (mode, state, layout) => ({length: metricsText(mode, state, anyLook, layout).length, visible: metricsRows(state.size, layout)}));
