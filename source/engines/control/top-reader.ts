import type {AccessLogEntry} from '../../model/access-log-entry.js';
import {topMeasures, type RequestMeasure, type TopEntry, type TopFigures, type TopList, type TopQuery, type TopRequests, type TopRequestsQuery} from '../../model/top-list.js';
import type {DataPlane} from './data-plane.js';
import type {LogReader} from './log-reader.js';
import {SharedReads} from './shared-reads.js';

const pullIntervalMs = 1000;

const sumOf = (figures: readonly TopFigures[]): TopFigures =>
	Object.fromEntries(topMeasures.map(measure => [measure, figures.reduce((sum, each) => sum + each[measure], 0)])) as TopFigures;

/** The error bounds add up: what one worker has lost is at most its own. */
const merged = (lists: readonly TopList[]): TopList => ({
	entries: Array.from(Map.groupBy(lists.flatMap(({entries}) => entries), ({name}) => name), ([name, entries]) => ({name, ...sumOf(entries)})),
	totals: sumOf(lists.map(({totals}) => totals)),
	errorBounds: sumOf(lists.map(({errorBounds}) => errorBounds)),
	spanMs: Math.max(0, ...lists.map(({spanMs}) => spanMs)),
});

const valueOf: Readonly<Record<RequestMeasure, (entry: AccessLogEntry) => number>> = {
	time: ({durationMs}) => durationMs,
	bytes: ({requestBytes, responseBytes}) => requestBytes + responseBytes,
	tries: ({attempts}) => attempts,
};

/** Merges the top lists of all workers, and fetches them only while they are read. */
export class TopReader {
	readonly #log: LogReader;
	readonly #dataPlane: DataPlane;
	readonly #lists = new SharedReads<TopList>(pullIntervalMs);
	readonly #requests = new SharedReads<TopRequests>(pullIntervalMs);

	constructor(log: LogReader, dataPlane: DataPlane) {
		this.#log = log;
		this.#dataPlane = dataPlane;
	}

	/** See `Control.top`. */
	async list({by, measure, over, limit}: TopQuery): Promise<TopList> {
		const list = await this.#lists.read(`${by} ${over}`, async () => merged(await this.#dataPlane.readTop(by, over)));
		const byMeasure = (first: TopEntry, second: TopEntry): number => second[measure] - first[measure];
		return {...list, entries: list.entries.filter(entry => entry[measure] > 0).toSorted(byMeasure).slice(0, limit)};
	}

	/** See `Control.topRequests`. */
	async requests({measure, over, limit}: TopRequestsQuery): Promise<TopRequests> {
		const {requests, spanMs} = await this.#requests.read(`${measure} ${over}`, async () => this.#readRequests(measure, over));
		return {requests: requests.slice(0, limit), spanMs};
	}

	async #readRequests(measure: RequestMeasure, over: TopRequestsQuery['over']): Promise<TopRequests> {
		const workers = await this.#dataPlane.readTopRequests(measure, over);
		const numbered = await Promise.all(workers.flatMap(({entries}, worker) => entries.map(async entry => this.#log.record(worker, entry))));
		return {
			requests: numbered.filter(record => record !== undefined).toSorted((first, second) => valueOf[measure](second) - valueOf[measure](first)),
			spanMs: Math.max(0, ...workers.map(({spanMs}) => spanMs)),
		};
	}
}
