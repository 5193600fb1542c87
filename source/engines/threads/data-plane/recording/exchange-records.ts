import type {AccessLogEntry} from '../../../../model/access-log-entry.js';
import type {RecordedExchange} from '../../../../model/exchange-detail.js';
import type {RequestMeasure, TopList, TopSpan, TopSubject} from '../../../../model/top-list.js';
import type {TopEntries} from '../../../control/data-plane.js';
import {AccessLog} from '../access-log/access-log.js';
import {AccessLogRing} from '../access-log/ring.js';
import {TopCounts} from '../top/top-counts.js';
import {describeExchange, type Recorded} from './describe-exchange.js';
import {Recordings} from './recordings.js';

/** Exchanges, and bytes of their texts: more than a log reader takes at a time, with heads of common size. */
const ringCapacity = 512;
const ringTextBytes = 2 * 1024 * 1024;

/** What a worker knows of the exchanges that it has carried, and who asks for it. */
export class ExchangeRecords {
	readonly #ring = new AccessLogRing(ringCapacity, ringTextBytes);
	readonly recordings = new Recordings(this.#ring);
	readonly #top = new TopCounts();
	/** Is written to when an exchange ends. */
	readonly log = new AccessLog(this.#ring, this.recordings, this.#top);

	/** See `AccessLogRing.newest`. Details of the exchanges that are read are kept longer than those of others. */
	readLog(after: number, limit: number): {entries: AccessLogEntry[]; skipped: number} {
		const {exchanges, skipped} = this.#ring.newest(after, limit);
		for (const recorded of exchanges) {
			this.recordings.keep(recorded);
		}

		return {entries: exchanges.map(({entry}) => entry), skipped};
	}

	/** See {@link TopCounts.list}. */
	readTop(by: TopSubject, over: TopSpan): TopList {
		return this.#top.list(by, over);
	}

	/** See {@link TopCounts.requests}. */
	readTopRequests(measure: RequestMeasure, over: TopSpan): TopEntries {
		return this.#top.requests(measure, over);
	}

	/** All details of an ended exchange; undefined if no longer available. */
	readExchange(sequence: number): RecordedExchange | undefined {
		const recorded = this.find(sequence);
		return recorded && describeExchange(recorded);
	}

	/** An ended exchange; undefined if no longer available. */
	readonly find = (sequence: number): Recorded | undefined => this.recordings.get(sequence) ?? this.#top.get(sequence);
}
