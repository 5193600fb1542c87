import type {LogRecord} from '../../../model/access-log-entry.js';
import type {Control} from '../../../model/control.js';
import type {ExchangeDetail} from '../../../model/exchange-detail.js';
import type {ExportEntry} from './export-entry.js';

/** Concurrent requests. */
const batchSize = 20;

/** Limit of all bodies together: the export is built in memory. */
const maxBodyBytes = 16_000_000;

const bodyBytes = ({requestBody, responseBody}: ExchangeDetail): number => (requestBody?.bytes.length ?? 0) + (responseBody?.bytes.length ?? 0);

const withoutBodies = ({requestBody: _request, responseBody: _response, ...detail}: ExchangeDetail): ExchangeDetail => detail;

export type ReadEntries = {
	readonly entries: readonly ExportEntry[];
	/** Entries with a log record only. */
	readonly withoutDetail: number;
	readonly withoutBodies: number;
};

/** Fetches the details of the requests. */
export const readEntries = async (records: readonly LogRecord[], control: Pick<Control, 'readExchange'>): Promise<ReadEntries> => {
	const entries: ExportEntry[] = [];
	let bytes = 0;
	let cut = 0;
	for (let start = 0; start < records.length; start += batchSize) {
		const batch = records.slice(start, start + batchSize);
		// eslint-disable-next-line no-await-in-loop -- Never more than a batch is under way.
		const details = await Promise.all(batch.map(async ({number}) => control.readExchange(number)));
		for (const [index, record] of batch.entries()) {
			const detail = details[index];
			bytes += detail ? bodyBytes(detail) : 0;
			const isTooMuch = bytes > maxBodyBytes;
			cut += detail && isTooMuch && bodyBytes(detail) > 0 ? 1 : 0;
			entries.push({record, ...(detail && {detail: isTooMuch ? withoutBodies(detail) : detail})});
		}
	}

	return {entries, withoutDetail: entries.filter(({detail}) => !detail).length, withoutBodies: cut};
};
