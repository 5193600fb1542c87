import type {BackendStatus} from '../../model/status.js';
import type {LogRecord} from '../../model/control.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {selectedBackend} from '../state/backends-list.js';
import type {ScreenState} from '../state/screen-state.js';
import {stateWord} from '../state/state-word.js';
import {selectedRecord} from '../state/selected-record.js';
import {sanitize} from '../text/sanitize.js';
import {formatAge, formatCount, formatDuration} from '../text/units.js';
import {newestFinding, stateSign} from './backend-state.js';

/** Columns with which there is room for what the selected row shows already. */
const fewestForAddress = 60;

const backendDetail = (backend: BackendStatus, {now, size}: ScreenState, {glyphs}: Look): Line => {
	const {word, tone} = stateSign(stateWord(backend), glyphs);
	const finding = newestFinding(backend);
	const since = backend.state === 'active' && backend.healthSince !== undefined ? ` for ${formatAge(now - backend.healthSince)}` : '';
	const reason = finding ? sanitize(finding.reason, glyphs) : 'not checked yet';
	return [
		segment(size.columns < fewestForAddress ? ' ' : ` ${sanitize(backend.url, glyphs)} `, 'strong'),
		...(backend.origin === undefined ? [] : [segment(`of ${sanitize(backend.origin, glyphs)} `, 'muted')]),
		segment(`${word}${since}`, tone),
		segment(`: ${reason}`, finding?.passed === false ? 'warn' : 'muted'),
		segment(`  ${glyphs.dot}  ${formatCount(backend.requests)} requests, ${formatCount(backend.failures)} failed`, 'muted'),
	];
};

const requestDetail = ({method, target, status, backend, tries, client, error, durationMs}: LogRecord, {glyphs}: Look): Line => {
	const from = backend ? ` from ${sanitize(backend.url, glyphs)}` : '';
	const attempts = tries > 1 ? ` after ${tries} tries` : '';
	return [
		segment(` ${sanitize(method, glyphs)} ${sanitize(target, glyphs)} `, 'strong'),
		segment(`${status}${error === undefined ? '' : ` ${error}`}${from}${attempts} in ${formatDuration(durationMs)}, for ${sanitize(client, glyphs)}`, 'muted'),
	];
};

/** What there is no column for: the whole of the selected row, in a sentence. */
export const detailLine = (state: ScreenState, look: Look): Line => {
	const {pane, view} = state;
	if (pane === 'backends') {
		const backend = selectedBackend(state);
		return backend ? backendDetail(backend, state, look) : [];
	}

	// The newest changes too fast to be read.
	const record = view.kind === 'paused' ? selectedRecord(state) : undefined;
	return record ? requestDetail(record, look) : [];
};
