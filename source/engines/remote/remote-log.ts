import type {LogPage, LogRecord} from '../../model/access-log-entry.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {ExchangeDetail} from '../../model/exchange-detail.js';
import type {TopRequests, TopRequestsQuery} from '../../model/top-list.js';
import {openRequestsWire, requestPageWire} from '../../wire/request.js';
import {topRequestsWire} from '../../wire/top-list.js';
import type {AdminClient} from './admin-client.js';
import {decode} from './decode.js';

/** The instance's maximum. */
const maxPage = 1000;

/** Reads the requests of an instance. After its restart requests are numbered from 1 again; here their numbers keep growing, so that readers miss none. */
export class RemoteLog {
	readonly #client: AdminClient;
	/** Offset of the instance's numbers. */
	#offset = 0;
	#last = 0;

	constructor(client: AdminClient) {
		this.#client = client;
	}

	/** See `Control.readLog`. */
	async read(after: number, limit: number): Promise<LogPage> {
		const offset = this.#offset;
		const since = Math.max(0, after - offset);
		const page = decode(requestPageWire, await this.#client.read(`/requests?since=${since}&limit=${Math.min(limit, maxPage)}&newest=true`), this.#client.address);
		if (page.last < since || offset !== this.#offset) {
			// The process has changed since that number.
			return {records: [], skipped: 0, last: after};
		}

		this.#last = Math.max(this.#last, page.last + offset);
		return {
			...page,
			records: page.records.map(record => this.#numbered(record)),
			last: page.last + offset,
		};
	}

	/** See `Control.openRequests`. */
	async open(limit: number): Promise<OpenRequests> {
		const {requests, inFlight} = decode(openRequestsWire, await this.#client.read(`/requests?open=true&limit=${Math.min(limit, maxPage)}`), this.#client.address);
		return {requests: requests.map(request => ({...request, ...this.#replayed(request)})), inFlight};
	}

	/** See `Control.topRequests`. */
	async top({measure, over, limit}: TopRequestsQuery): Promise<TopRequests> {
		const {requests, spanMs} = decode(topRequestsWire, await this.#client.read(`/top/requests?measure=${measure}&over=${over}&limit=${limit}`), this.#client.address);
		return {requests: requests.map(record => this.#numbered(record)), spanMs};
	}

	/** The path of a request; undefined for one of an earlier process. */
	pathOf(number: number): string | undefined {
		return number > this.#offset ? `/requests/${number - this.#offset}` : undefined;
	}

	/** The same with its number here. */
	numbered(exchange: ExchangeDetail): ExchangeDetail {
		return {...exchange, record: this.#numbered(exchange.record)};
	}

	/** Requests are numbered from 1 again. */
	onRestart(): void {
		this.#offset = this.#last;
	}

	#numbered(record: LogRecord): LogRecord {
		return {...record, number: record.number + this.#offset, ...this.#replayed(record)};
	}

	#replayed({replayOf}: Pick<LogRecord, 'replayOf'>): Pick<LogRecord, 'replayOf'> {
		return replayOf === undefined ? {} : {replayOf: replayOf + this.#offset};
	}
}
