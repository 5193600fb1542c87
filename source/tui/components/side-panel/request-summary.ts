import type {LogRecord} from '../../../model/access-log-entry.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {formatDuration, formatTime} from '../../text/units.js';
import {labelled, margin, paragraph} from '../../layout/prose.js';
import {errorTone, statusTone} from '../../look/error-tone.js';

/** The outcome of a request. */
export const requestSummary = ({method, scheme, target, status, backend, error, errorDetail, durationMs, client, startedAt, replayOf}: LogRecord, columns: number, look: Look): Line[] => [
	...paragraph(method === '' ? 'A request that could not be read' : `${method} ${target}`, columns, look, 'strong'),
	[
		segment(margin),
		segment(String(status), statusTone(status)),
		segment(`${error === undefined ? '' : ` ${error}`} in ${formatDuration(durationMs)}`, error === undefined ? 'plain' : errorTone(status)),
	],
	...(errorDetail === undefined ? [] : labelled('why', errorDetail, columns, look, errorTone(status))),
	...labelled('received', `${formatTime(startedAt, true)} from ${client}${scheme === 'https' ? ' over TLS' : ''}`, columns, look),
	...(backend ? labelled('backend', backend.url, columns, look) : []),
	...(replayOf === undefined ? [] : labelled('replay of', `request ${replayOf}`, columns, look)),
];

/** The failed attempts, and the backend that responded. */
export const attemptLines = ({attempts: count, failedAttempts, backend}: LogRecord, columns: number, look: Look): Line[] => {
	if (!failedAttempts || failedAttempts.length === 0) {
		return count > 1 ? labelled('attempts', String(count), columns, look) : [];
	}

	const {down, up} = look.glyphs;
	const failures = failedAttempts.flatMap(({backend: {url}, reason}, index) => labelled(index === 0 ? 'attempts' : '', `${down} ${url}: ${reason}`, columns, look, 'warn'));
	const hasAnswer = backend !== undefined && failedAttempts.length < count;
	return [...failures, ...(hasAnswer ? labelled('', `${up} ${backend.url} answered`, columns, look, 'good') : [])];
};
