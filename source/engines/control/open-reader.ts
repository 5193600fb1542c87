import {maxOpenRequests, type OpenRequest, type OpenRequests} from '../../model/open-request.js';
import type {DataPlane} from './data-plane.js';
import {SharedReads} from './shared-reads.js';

const pullIntervalMs = 100;
/** What a screen shows. */
const fewRequests = 100;

const byAge = (first: OpenRequest, second: OpenRequest): number => second.durationMs - first.durationMs;

/** Merges the requests in flight of all workers, and fetches them only while they are read. */
export class OpenReader {
	readonly #reads: SharedReads<number, OpenRequests>;

	constructor(dataPlane: Pick<DataPlane, 'readOpen'>) {
		this.#reads = new SharedReads(pullIntervalMs, async limit => {
			const workers = await dataPlane.readOpen(limit);
			return {
				requests: workers.flatMap(({requests}) => requests).toSorted(byAge),
				inFlight: workers.reduce((sum, {inFlight}) => sum + inFlight, 0),
			};
		});
	}

	/** See `Control.openRequests`. */
	async read(limit: number): Promise<OpenRequests> {
		const {requests, inFlight} = await this.#reads.read(limit <= fewRequests ? fewRequests : maxOpenRequests);
		return {requests: requests.slice(0, limit), inFlight};
	}
}
