import type {FilteredRequest} from '../../../model/request-filter/condition.js';
import {lineWidth, segment, type Line, type Segment} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {phaseInWords} from '../../text/phase-words.js';
import {formatBytes, formatDuration, formatTime} from '../../text/units.js';
import {labelled, margin, paragraph} from '../../layout/prose.js';
import {errorTone, statusTone} from '../../look/error-tone.js';

const outcome = ({status, error, durationMs}: FilteredRequest): Segment =>
	segment(`${error === undefined ? '' : `${error} `}in ${formatDuration(durationMs)}`, error === undefined ? 'plain' : errorTone(status));

/** The outcome or, in flight, how far it has got: on a line of its own where both do not fit. */
const standing = (request: FilteredRequest, columns: number): Line[] => {
	const {status, durationMs, phase} = request;
	const begin = [segment(margin), ...(status === 0 ? [] : [segment(`${status} `, statusTone(status))])];
	if (phase === undefined) {
		return [[...begin, outcome(request)]];
	}

	const running = [...begin, segment(`in flight for ${formatDuration(durationMs)}: `)];
	const words = segment(phaseInWords[phase], 'info');
	return lineWidth([...running, words]) < columns ? [[...running, words]] : [running, [segment(margin), words]];
};

const connectionWords = ({scheme, protocol, tls}: FilteredRequest): string => [
	...(protocol === undefined ? [] : ['HTTP/2']),
	...(tls === undefined
		? (scheme === undefined ? [] : ['TLS'])
		: [
			`${tls.version.replace('v', ' ')}${tls.isResumed ? ', resumed' : ''}`,
			tls.cipher,
			...(tls.serverName === undefined ? [] : [`for ${tls.serverName}`]),
		]),
].join(', ');

/** A request and its outcome. */
export const requestSummary = (request: FilteredRequest, columns: number, look: Look): Line[] => {
	const {method, target, status, backend, errorDetail, client, startedAt, replayOf} = request;
	const connection = connectionWords(request);
	return [
		...paragraph(method === '' ? 'A request that could not be read' : `${method} ${target}`, columns, look, 'strong'),
		...standing(request, columns),
		...(errorDetail === undefined ? [] : labelled('why', errorDetail, columns, look, errorTone(status))),
		...labelled('received', `${formatTime(startedAt, true)} from ${client}`, columns, look),
		...(connection === '' ? [] : labelled('over', connection, columns, look)),
		...(backend ? labelled('backend', backend.url, columns, look) : []),
		...(replayOf === undefined ? [] : labelled('replay of', `request ${replayOf}`, columns, look)),
	];
};

/** The failed attempts, and the backend that responded or may still respond. */
export const attemptLines = ({attempts: count, failedAttempts, backend, status, phase}: FilteredRequest, columns: number, look: Look): Line[] => {
	if (!failedAttempts || failedAttempts.length === 0) {
		return count > 1 ? labelled('attempts', String(count), columns, look) : [];
	}

	const {down, up, ellipsis} = look.glyphs;
	const failures = failedAttempts.flatMap(({backend: {url}, reason}, index) => labelled(index === 0 ? 'attempts' : '', `${down} ${url}: ${reason}`, columns, look, 'warn'));
	if (backend === undefined || failedAttempts.length === count) {
		return failures;
	}

	const isPending = phase !== undefined && status === 0;
	return [...failures, ...labelled('', isPending ? `${ellipsis} ${backend.url}: ${phaseInWords[phase]}` : `${up} ${backend.url} answered`, columns, look, isPending ? 'info' : 'good')];
};

/** How much of its bodies has been carried. */
export const bodiesLine = ({requestBytes, responseBytes}: FilteredRequest, columns: number, look: Look): Line[] =>
	labelled('bodies', `${formatBytes(requestBytes)} from the client, ${formatBytes(responseBytes)} to it`, columns, look);

export const idLines = ({requestId, traceId}: FilteredRequest, columns: number, look: Look): Line[] => [
	...(requestId === undefined ? [] : labelled('request id', requestId, columns, look, 'muted')),
	...(traceId === undefined ? [] : labelled('trace id', traceId, columns, look, 'muted')),
];
