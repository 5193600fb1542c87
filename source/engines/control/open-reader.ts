import {maxOpenRequests, type OpenRequest, type OpenRequests} from '../../model/open-request.js';
import type {DataPlane} from './data-plane.js';
import {SharedReads} from './shared-reads.js';

const pullIntervalMs = 100;
/** What a screen shows. */
const fewRequests = 100;

const byAge = (first: OpenRequest, second: OpenRequest): number => second.durationMs - first.durationMs;

/** Merges the requests in flight of all workers, and fetches them only while they are read. */
export class OpenReader {
	readonly #dataPlane: Pick<DataPlane, 'readOpen'>;
	readonly #reads = new SharedReads<OpenRequests>(pullIntervalMs);

	constructor(dataPlane: Pick<DataPlane, 'readOpen'>) {
		this.#dataPlane = dataPlane;
	}

	/** See `Control.openRequests`. */
	async read(limit: number): Promise<OpenRequests> {
		const pulled = limit <= fewRequests ? fewRequests : maxOpenRequests;
		const {requests, inFlight} = await this.#reads.read(String(pulled), async () => {
			const workers = await this.#dataPlane.readOpen(pulled);
			return {
				requests: workers.flatMap(worker => worker.requests).toSorted(byAge),
				inFlight: workers.reduce((sum, worker) => sum + worker.inFlight, 0),
			};
		});
		return {requests: requests.slice(0, limit), inFlight};
	}
}
