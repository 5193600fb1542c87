import type {LogRecord} from '../../../model/access-log-entry.js';
import {contexts} from '../../input/contexts.js';
import type {Feature, Session, ScreenState} from '../../state/screen-state.js';
import {browse, changeBeneath} from '../../state/mode.js';
import type {LogView} from '../../state/request-log.js';
import {caughtUpView, listedRows, pausedView, selectedRowIndex} from '../../state/requests-list.js';
import {selectedRecord, hasRecord} from '../../state/selected-record.js';
import {messageOf} from '../../text/message-of.js';
import type {MouseReport} from '../../terminal/mouse-report.js';
import {readerPlace} from '../../layout/reader.js';
import {layOut} from '../../layout/lay-out.js';
import {toggleCapture, captureLabel} from '../capture/capture-feature.js';
import {copyAsCurl} from '../copy-curl/copy-curl-feature.js';
import {openExport} from '../export/export-feature.js';
import {listedAt} from '../lists/lists-mouse.js';
import {zoomCommand} from '../lists/zoom-command.js';
import {inspectScreen} from './inspect-screen.js';
import {readExchange} from './read-exchange.js';
import {
	inspectMode,
	isRead,
	inspectContext,
	type Found,
	type Inspection,
} from './inspect-mode.js';
import {inspectionText} from './inspect-reading.js';

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
	session.change({mode: inspectMode.of({inspection})});
	const found = await find(session, record.number);
	// Another request may be open by now.
	session.change({
		mode: changeBeneath(session.state.mode, mode => inspectMode.is(mode) && mode.inspection.record.number === record.number
			? inspectMode.of({...mode, inspection: {...mode.inspection, found}})
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
	if (inspectMode.is(mode) && view.kind === 'paused') {
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
const inspectListed = (session: Session, key: number): void => {
	const row = listedRows(session.state).find(listed => listed.key === key);
	if (row?.kind === 'record' && row.key !== selectedRecord(session.state)?.number) {
		inspectInstead(session, {record: row.record, view: session.state.view});
	}
};

/** Opens a request, in the list or not. */
export const inspectRecord = (session: Session, record: LogRecord): void => {
	void inspect(session, record);
};

/** Opens the selected request, or the newest while following, and pauses the log. */
const openInspector = (session: Session): void => {
	const {state} = session;
	const record = selectedRecord(state);
	if (record) {
		session.change({view: pausedView(state)});
		void inspect(session, record);
	}
};

const back = (session: Session): void => {
	const {mode} = session.state;
	if (!inspectMode.is(mode)) {
		return;
	}

	const {again, ...inspection} = mode.inspection;
	session.change({mode: again ? inspectMode.of({inspection: {...inspection, top: 0}}) : browse});
};

/** Opens a request at once, so that a second click must not close it. */
const click = (session: Session, report: MouseReport): boolean => {
	const {state} = session;
	const {isBeside, columns} = readerPlace(state, layOut(state));
	const target = isBeside ? listedAt(state, report, columns) : undefined;
	if (target?.pane === 'requests' && target.key !== undefined) {
		inspectListed(session, target.key);
	}

	return false;
};

export const inspectFeature: Feature = {
	commands: [
		{
			id: 'inspect',
			context: contexts.requests,
			keys: ['enter'],
			label: 'inspect',
			help: 'Inspect the selected request: headers, attempts, bodies',
			footer: 'usually',
			applies: hasRecord,
			run: openInspector,
		},
		{
			id: 'close-inspector',
			context: inspectContext,
			keys: ['esc', 'q', 'enter'],
			label: 'back',
			labelNow: ({mode}) => inspectMode.is(mode) && mode.inspection.again ? 'end comparison' : 'back',
			help: 'Back from the comparison to the request, then to the lists',
			footer: 'always',
			run: back,
		},
		{
			id: 'inspect-next',
			context: inspectContext,
			keys: ['n', 'right'],
			label: 'next',
			help: 'Show the next request',
			footer: 'often',
			run(session) {
				inspectNeighbour(session, 1);
			},
		},
		{
			id: 'inspect-previous',
			context: inspectContext,
			keys: ['p', 'left'],
			label: 'previous',
			help: 'Show the previous request',
			footer: 'rarely',
			run(session) {
				inspectNeighbour(session, -1);
			},
		},
		{
			id: 'show-secrets',
			context: inspectContext,
			keys: ['s'],
			label: 'secrets',
			labelNow: ({mode}) => inspectMode.is(mode) && mode.inspection.showsSecrets ? 'mask secrets' : 'show secrets',
			help: 'Show or mask secrets, here and in copies',
			footer: 'sometimes',
			needs: 'headers',
			run(session) {
				const {mode} = session.state;
				if (inspectMode.is(mode)) {
					const {inspection} = mode;
					session.change({mode: inspectMode.of({...mode, inspection: {...inspection, showsSecrets: !inspection.showsSecrets}})});
				}
			},
		},
		{
			id: 'inspected-curl',
			context: inspectContext,
			keys: ['y'],
			label: 'curl',
			labelNow: () => 'copy as curl',
			help: 'Copy it as a curl command',
			footer: 'sometimes',
			needs: 'headers',
			applies: isRead,
			run(session) {
				const {mode} = session.state;
				if (inspectMode.is(mode) && mode.inspection.found.kind === 'read') {
					void copyAsCurl(session, mode.inspection.found.exchange.detail, mode.inspection.showsSecrets);
				}
			},
		},
		{
			id: 'inspected-export',
			context: inspectContext,
			keys: ['e'],
			label: 'export',
			help: 'Export it to a file or the clipboard',
			footer: 'rarely',
			run(session) {
				openExport(session);
			},
		},
		{
			id: 'inspected-capture',
			context: inspectContext,
			keys: ['c'],
			label: 'capture',
			labelNow: captureLabel,
			help: 'Start or stop capturing the bodies of new requests',
			isChange: true,
			footer: 'rarely',
			needs: 'bodies',
			run: toggleCapture,
		},
		zoomCommand('inspected-zoom', inspectContext, 'with the lists', 'Maximize it, or show the lists beside it again'),
	],
	modes: {
		inspect: {contexts: [inspectContext, contexts.reading, contexts.screens, contexts.anywhere], text: inspectionText, click, screen: inspectScreen},
	},
};
