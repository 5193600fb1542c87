import type {BackendStatus} from '../../../model/status.js';
import {anyLook} from '../../look.js';
import {detailsText} from '../../screens/details-screen.js';
import {readerPlace} from '../../screens/reader.js';
import type {Session} from '../../session.js';
import {listedBackends, selectedBackend} from '../../state/backends-list.js';
import {browse} from '../../state/mode.js';
import {chartOf} from '../metrics/metrics-feature.js';
import {readingOf} from '../../modes/readable-text.js';
import type {RunsOf} from '../../run.js';
import type {detailsKeys} from './details-keys.js';

/** Milliseconds; a remote instance has to be queried. */
const refreshInterval = 1000;

const detailsOf = (session: Session, {id, url}: BackendStatus): void => {
	const {control, state} = session;
	session.change({mode: {kind: 'details', id, url, settings: control.settings(), askedAt: state.now, top: 0}});
};

export const openDetails = (session: Session): void => {
	const backend = selectedBackend(session.state);
	if (backend) {
		detailsOf(session, backend);
	}
};

/** Refreshes the settings; called with every round of the feed. */
export const keepDetails = (session: Session): void => {
	const {mode, now} = session.state;
	if (mode.kind === 'details' && Math.abs(now - mode.askedAt) >= refreshInterval) {
		session.change({mode: {...mode, settings: session.control.settings(), askedAt: now}});
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

export const detailsRuns: RunsOf<typeof detailsKeys> = {
	'details-metrics'(session) {
		const {mode} = session.state;
		if (mode.kind === 'details') {
			chartOf(session, mode.id);
		}
	},
	'close-details'(session) {
		session.change({mode: browse});
	},
	'details-next'(session) {
		step(session, 1);
	},
	'details-previous'(session) {
		step(session, -1);
	},
};

export const detailsReading = readingOf('details', (mode, state, layout) => ({length: detailsText(mode, state, anyLook, layout).length, visible: readerPlace(state.size, layout).visible}));
