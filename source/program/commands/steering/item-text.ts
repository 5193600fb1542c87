import type {LogRecord} from '../../../model/access-log-entry.js';
import {formatDuration, formatTime} from '../../../tui/text/units.js';

/** Local date and time. */
export const momentText = (at: number): string => {
	const date = new Date(at);
	const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-');
	return `${day} ${formatTime(at)}`;
};

/** One line for a request. */
export const requestText = ({startedAt, status, method, durationMs, client, backend, target, error}: LogRecord): string => [
	momentText(startedAt),
	String(status),
	method.padEnd(6),
	formatDuration(durationMs).padStart(7),
	(backend?.id ?? '-').padEnd(4),
	client.padEnd(15),
	target,
	...(error === undefined ? [] : [error]),
].join('  ');
