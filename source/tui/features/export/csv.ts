import type {LogRecord} from '../../../model/access-log-entry.js';

const columns: ReadonlyArray<readonly [string, (record: LogRecord) => string | number | undefined]> = [
	['number', ({number}) => number],
	['started_at', ({startedAt}) => new Date(startedAt).toISOString()],
	['method', ({method}) => method],
	['target', ({target}) => target],
	['status', ({status}) => status],
	['duration_ms', ({durationMs}) => Math.round(durationMs * 1000) / 1000],
	['request_bytes', ({requestBytes}) => requestBytes],
	['response_bytes', ({responseBytes}) => responseBytes],
	['client', ({client}) => client],
	['backend', ({backend}) => backend?.url],
	['tries', ({attempts}) => attempts],
	['error', ({error}) => error],
	['request_id', ({requestId}) => requestId],
];

/** Spreadsheets run such a value as a formula, and clients choose methods and targets. */
const startsFormula = /^[=+\-@\t\r]/v;

const cellOf = (value: string | number | undefined): string => {
	if (typeof value !== 'string') {
		return value === undefined ? '' : String(value);
	}

	const safe = startsFormula.test(value) ? `'${value}` : value;
	return /[",\r\n]/v.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const rowOf = (cells: ReadonlyArray<string | number | undefined>): string => `${cells.map(cell => cellOf(cell)).join(',')}\r\n`;

/** CSV with a header line (RFC 4180). */
export const toCsv = (records: readonly LogRecord[]): string =>
	[columns.map(([name]) => name), ...records.map(record => columns.map(([, valueOf]) => valueOf(record)))].map(cells => rowOf(cells)).join('');
