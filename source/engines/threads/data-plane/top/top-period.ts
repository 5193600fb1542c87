import {requestMeasures, topMeasures, topSubjects, type RequestMeasure, type TopSubject} from '../../../../model/top-list.js';
import {targetPath} from '../../../../model/target-path.js';
import type {Recorded} from '../recording/describe-exchange.js';
import {BestRequests} from './best-requests.js';
import {TopSketch} from './top-sketch.js';

const width = topMeasures.length;

/** Of the request that is being counted, one for each measure. */
const amounts = new Float64Array(width);

export const addTo = (totals: Float64Array, others: Float64Array): void => {
	for (let measure = 0; measure < width; measure++) {
		totals[measure]! += others[measure]!;
	}
};

/** What is counted of the requests that ended within some time. */
export class TopPeriod {
	/** On the monotonic clock. */
	readonly startedAt: number;
	readonly totals = new Float64Array(width);
	readonly sketches: Readonly<Record<TopSubject, TopSketch>> = {
		client: new TopSketch(), path: new TopSketch(), user_agent: new TopSketch(), status: new TopSketch(),
	};

	readonly best: Readonly<Record<RequestMeasure, BestRequests>> = {time: new BestRequests(), bytes: new BestRequests(), tries: new BestRequests()};

	constructor(startedAt: number) {
		this.startedAt = startedAt;
	}

	count(recorded: Recorded): void {
		const {client, target, userAgent = '', status, requestBytes, responseBytes, durationMs, attempts, error} = recorded.entry;
		const bytes = requestBytes + responseBytes;
		// In the order of the measures.
		amounts[0] = 1;
		amounts[1] = bytes;
		amounts[2] = durationMs;
		amounts[3] = error === 'rate_limited' ? 1 : 0;
		amounts[4] = status >= 500 ? 1 : 0;
		addTo(this.totals, amounts);
		const {sketches, best} = this;
		sketches.client.add(client, amounts);
		sketches.path.add(targetPath(target), amounts);
		sketches.user_agent.add(userAgent, amounts);
		sketches.status.add(String(status), amounts);
		best.time.add(durationMs, recorded);
		best.bytes.add(bytes, recorded);
		if (attempts > 1) {
			best.tries.add(attempts, recorded);
		}
	}

	merge(other: TopPeriod): void {
		for (const subject of topSubjects) {
			this.sketches[subject].merge(other.sketches[subject]);
		}

		for (const measure of requestMeasures) {
			this.best[measure].merge(other.best[measure]);
		}

		addTo(this.totals, other.totals);
	}
}
