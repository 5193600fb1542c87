import type {BackendStatus} from '../../../model/status.js';
import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import {firstFitting} from '../../layout/items.js';
import {lineWidth, segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {selectedBackend} from '../../state/backends-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {selectedRow} from '../../state/selected-record.js';
import {shownRequest} from '../../state/shown-request.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {mainPhaseText} from '../../text/phase-means.js';
import {phaseInWords} from '../../text/phase-words.js';
import {formatCount, formatDuration} from '../../text/units.js';
import {truncateMiddle} from '../../text/width.js';
import type {Tone} from '../../look/theme.js';
import {
	backendSign,
	drainText,
	ejectionText,
	newestFinding,
	stateInWords,
} from '../../text/backend-state.js';

/** Width from which the row itself shows enough. */
const fewestForAddress = 60;

/** Minimum length of a text that is cut for others. */
const fewestOfCut = 10;

/** The hint of a failed check, shortened. */
const briefHint = '; --health-path, --health-status';

type Reason = {
	readonly text: string;
	readonly tone: Tone;
	/** The hint, the longest wording first. */
	readonly hints?: readonly string[];
};

const reasonOf = (backend: BackendStatus, now: number, {glyphs}: Look): Reason => {
	if (backend.drainEndsAt !== undefined) {
		return {text: drainText(backend, now), tone: 'muted'};
	}

	if (backend.ejectedUntil !== undefined) {
		const why = backend.ejectionReason === undefined ? '' : `, ${sanitize(backend.ejectionReason, glyphs)}`;
		return {text: `${ejectionText(backend.ejectedUntil, now)}${why}`, tone: 'warn'};
	}

	if (backend.state === 'disabled') {
		return {text: 'disabled, gets no requests', tone: 'muted'};
	}

	const finding = newestFinding(backend);
	return {
		text: finding ? sanitize(finding.reason, glyphs) : 'not checked yet',
		tone: finding?.passed === false ? 'warn' : 'muted',
		hints: finding?.hint === undefined ? [] : [`; ${sanitize(finding.hint, glyphs)}`, briefHint],
	};
};

const backendDetail = (backend: BackendStatus, {now, size: {columns}}: ScreenState, look: Look): Line => {
	const {glyphs} = look;
	const {tone} = backendSign(backend, glyphs);
	const reason = reasonOf(backend, now, look);
	const state: Line = [segment(stateInWords(backend, now), tone), segment(`: ${reason.text}`, reason.tone)];
	const origin: Line = backend.origin === undefined ? [] : [segment(`of ${sanitize(backend.origin, glyphs)} `, 'muted')];
	const totals = segment(`  ${glyphs.dot}  ${formatCount(backend.requests)} requests, ${formatCount(backend.failures)} failed`, 'muted');
	if (columns < fewestForAddress) {
		return firstFitting([[segment(' '), ...origin, ...state, totals], [segment(' '), ...state, totals], [segment(' '), ...state]], columns);
	}

	const url = sanitize(backend.url, glyphs);
	const brief = shortUrl(url);
	const {timings} = backend.recent;
	const slowest = timings && mainPhaseText(timings);
	const timing = segment(slowest === undefined ? '' : `  ${glyphs.dot}  ${slowest}`, 'muted');
	const told = (address: string): Line => [segment(` ${address} `, 'strong')];
	const room = columns - lineWidth([...told(''), ...state]);
	const shortened = (space: number): Line => told(truncateMiddle(brief, Math.max(fewestOfCut, space), glyphs.ellipsis));
	const hinted = (reason.hints ?? []).flatMap(hint => [told(url), told(brief), shortened(room - hint.length)].map(address => [...address, ...state, segment(hint, reason.tone)]));
	return firstFitting([
		...hinted,
		[...told(url), ...origin, ...state, totals, timing],
		[...told(brief), ...origin, ...state, totals, timing],
		[...told(brief), ...origin, ...state, timing],
		[...told(brief), ...origin, ...state],
		[...told(brief), ...state],
		[...shortened(room), ...state],
	], columns);
};

const requestDetail = ({method, target, status, backend, attempts, client, error, errorDetail, durationMs, phase}: FilteredRequest, columns: number, {glyphs}: Look): Line => {
	const address = backend ? sanitize(backend.url, glyphs) : '';
	const from = (url: string): string => url === '' ? '' : ` from ${url}`;
	const sent = status === 0 ? [] : [String(status)];
	const end = [...sent, ...(error === undefined ? [] : [error]), ...(phase === undefined ? [] : [phaseInWords[phase]])].join(' ');
	const afterRetries = attempts > 1 ? ` after ${attempts} attempts` : '';
	const took = phase === undefined ? ` in ${formatDuration(durationMs)}` : `, in flight for ${formatDuration(durationMs)}`;
	const asked = sanitize(target, glyphs);
	const wording = (path: string, rest: string): Line => [segment(method === '' ? ' ' : ` ${sanitize(method, glyphs)} ${path} `, 'strong'), segment(rest, 'muted')];
	const briefEnd = end + from(shortUrl(address)) + afterRetries;
	// Its row names the backend of a successful request.
	const least = error === undefined ? end + afterRetries : briefEnd;
	const room = columns - lineWidth(wording('', least));
	const why = errorDetail === undefined ? [] : [`${end}: ${sanitize(errorDetail, glyphs)}`];
	return firstFitting([
		...why.flatMap(words => [wording(asked, `${words}${took}, for ${sanitize(client, glyphs)}`), wording(asked, words)]),
		wording(asked, `${end}${from(address)}${afterRetries}${took}, for ${sanitize(client, glyphs)}`),
		wording(asked, `${briefEnd}${took}, for ${sanitize(client, glyphs)}`),
		wording(asked, briefEnd + took),
		wording(asked, briefEnd),
		wording(asked, least),
		wording(truncateMiddle(asked, Math.max(fewestOfCut, room), glyphs.ellipsis), least),
	], columns);
};

/** The selected row in full, in a sentence. */
export const detailLine = (state: ScreenState, look: Look): Line => {
	const {pane, view} = state;
	if (pane === 'backends') {
		const backend = selectedBackend(state);
		return backend ? backendDetail(backend, state, look) : [];
	}

	// The newest request changes too fast to be read.
	const row = view.kind === 'paused' ? selectedRow(state) : undefined;
	return row ? requestDetail(shownRequest(row, state), state.size.columns, look) : [];
};
