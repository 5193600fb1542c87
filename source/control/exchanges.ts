import type {ExchangeDetail, RecordedExchange} from '../model/exchange-detail.js';
import type {LogReader} from './log-reader.js';
import type {WorkerSupervisor} from './worker-supervisor.js';

const detailOf = ({entry, ...known}: RecordedExchange, number: number): ExchangeDetail => ({...known, record: {...entry, number}});

/** Opens exchanges of the log, each in the worker that carried it. */
export class Exchanges {
	readonly #log: LogReader;
	readonly #workers: WorkerSupervisor;

	constructor(log: LogReader, workers: WorkerSupervisor) {
		this.#log = log;
		this.#workers = workers;
	}

	/** See `Control.readExchange`. */
	async read(number: number): Promise<ExchangeDetail | undefined> {
		const found = this.#log.find(number);
		const exchange = found && await this.#workers.readExchange(found.worker, found.record.sequence);
		return exchange && detailOf(exchange, number);
	}
}
