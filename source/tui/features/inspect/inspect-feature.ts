import type {LogRecord} from '../../../model/access-log-entry.js';
import type {Session} from '../../session.js';
import {browse, changeBeneath} from '../../state/mode.js';
import type {LogView} from '../../state/request-log.js';
import {caughtUpView, listedRows, pausedView, selectedRowIndex} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {selectedRecord} from '../../state/selected-record.js';
import {toggleCapture} from '../capture/capture-feature.js';
import {copyAsCurl} from '../copy-curl/copy-curl-feature.js';
import {openExport} from '../export/export-feature.js';
import {messageOf} from '../pool/change-pool.js';
import {openReplay} from '../replay/replay-feature.js';
import type {RunsOf} from '../../run.js';
import {readExchange} from './read-exchange.js';
import type {Found, Inspection} from './inspect-mode.js';
import type {inspectKeys} from './inspect-keys.js';

const find = async ({control}: Session, number: number): Promise<Found> => {
	try {
		const detail = await control.readExchange(number);
		return detail
			? {kind: 'read', exchange: await readExchange(detail)}
			: {kind: 'missing', reason: 'The rest is no longer available: only the newest requests are kept in full.'};
	} catch (error) {
		return {kind: 'missing', reason: messageOf(error)};
	}
};

/** Shows a request, and its details once they have loaded. */
const inspect = async (session: Session, record: LogRecord, showsSecrets = false): Promise<void> => {
	const {lacks = []} = session.state.status;
	const inspection: Inspection = {record, found: {kind: 'asked'}, lacks, showsSecrets, top: 0};
	session.change({mode: {kind: 'inspect', inspection}});
	const found = await find(session, record.number);
	// Another request may be open by now.
	session.change({
		mode: changeBeneath(session.state.mode, mode => mode.kind === 'inspect' && mode.inspection.record.number === record.number
			? {...mode, inspection: {...mode.inspection, found}}
			: mode),
	});
};

type Neighbour = {
	readonly record: LogRecord;
	readonly view: LogView;
};

const neighbourIn = (state: ScreenState, step: 1 | -1): Neighbour | undefined => {
	const selected = selectedRowIndex(state);
	if (selected === undefined) {
		return undefined;
	}

	const rows = listedRows(state);
	for (let index = selected + step, row = rows[index]; row; index += step, row = rows[index]) {
		if (row.kind === 'record') {
			return {record: row.record, view: state.view};
		}
	}

	return undefined;
};

/** At the end of a paused list, the next request that arrived since. */
const neighbour = (state: ScreenState, step: 1 | -1): Neighbour | undefined =>
	neighbourIn(state, step) ?? (step === 1 ? neighbourIn({...state, view: caughtUpView(state)}, step) : undefined);

/** Moves from the open request to another. */
const inspectInstead = (session: Session, {record, view}: Neighbour): void => {
	const {mode} = session.state;
	if (mode.kind === 'inspect' && view.kind === 'paused') {
		session.change({view: {...view, selected: record.number}});
		void inspect(session, record, mode.inspection.showsSecrets);
	}
};

const inspectNeighbour = (session: Session, step: 1 | -1): void => {
	const found = neighbour(session.state, step);
	if (found) {
		inspectInstead(session, found);
	} else {
		session.notify(step === 1 ? 'This is the newest request in the list' : 'This is the oldest request in the list', 'warn');
	}
};

/** Opens a neighbour of the open request, by the key of its row. */
export const inspectListed = (session: Session, key: number): void => {
	const row = listedRows(session.state).find(listed => listed.key === key);
	if (row?.kind === 'record' && row.key !== selectedRecord(session.state)?.number) {
		inspectInstead(session, {record: row.record, view: session.state.view});
	}
};

/** Opens the selected request, or the newest while following, and pauses the log. */
export const openInspector = (session: Session): void => {
	const {state} = session;
	const record = selectedRecord(state);
	if (record) {
		session.change({view: pausedView(state)});
		void inspect(session, record);
	}
};

const back = (session: Session): void => {
	const {mode} = session.state;
	if (mode.kind !== 'inspect') {
		return;
	}

	const {again, ...inspection} = mode.inspection;
	session.change({mode: again ? {kind: 'inspect', inspection: {...inspection, top: 0}} : browse});
};

export const inspectRuns: RunsOf<typeof inspectKeys> = {
	'close-inspector': back,
	'inspect-next'(session) {
		inspectNeighbour(session, 1);
	},
	'inspect-previous'(session) {
		inspectNeighbour(session, -1);
	},
	replay(session) {
		openReplay(session, 'same');
	},
	'replay-elsewhere'(session) {
		openReplay(session, 'other');
	},
	'show-secrets'(session) {
		const {mode} = session.state;
		if (mode.kind === 'inspect') {
			const {inspection} = mode;
			session.change({mode: {...mode, inspection: {...inspection, showsSecrets: !inspection.showsSecrets}}});
		}
	},
	'inspected-curl'(session) {
		const {mode} = session.state;
		if (mode.kind === 'inspect' && mode.inspection.found.kind === 'read') {
			void copyAsCurl(session, mode.inspection.found.exchange.detail, mode.inspection.showsSecrets);
		}
	},
	'inspected-export'(session) {
		openExport(session);
	},
	'inspected-capture': toggleCapture,
};
