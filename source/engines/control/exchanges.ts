import {ControlError} from '../../model/control-error.js';
import type {ReplayOptions} from '../../model/control.js';
import type {ExchangeDetail, RecordedExchange} from '../../model/exchange-detail.js';
import {editProblem} from '../../model/edited-request.js';
import type {DataPlane, ReplayRefusal} from './data-plane.js';
import type {LogReader} from './log-reader.js';

const refusals: Readonly<Record<ReplayRefusal, string>> = {
	exchange_not_found: 'That request is no longer available; only the newest are kept. Send it again from its client.',
	not_replayable: 'That request cannot be replayed: it was malformed, or its connection was switched to another protocol.',
	backend_not_found: 'That backend is not in the pool. Give another.',
	body_not_captured: 'The body of that request was not fully captured. Capture bodies (c on the screen, or --capture=64KB or more), and send it again from its client.',
};

const refuse = (refusal: ReplayRefusal): never => {
	throw new ControlError(refusal, refusals[refusal]);
};

const detailOf = ({entry, ...known}: RecordedExchange, number: number): ExchangeDetail => ({...known, record: {...entry, number}});

/** Reads and replays exchanges of the log, each in its worker. */
export class Exchanges {
	readonly #log: LogReader;
	readonly #dataPlane: DataPlane;

	constructor(log: LogReader, dataPlane: DataPlane) {
		this.#log = log;
		this.#dataPlane = dataPlane;
	}

	/** See `Control.readExchange`. */
	async read(number: number): Promise<ExchangeDetail | undefined> {
		const found = this.#log.find(number);
		const exchange = found && await this.#dataPlane.readExchange(found.worker, found.sequence);
		return exchange && detailOf(exchange, number);
	}

	/** See `Control.replay`. */
	async replay(number: number, {backend, edit}: ReplayOptions): Promise<ExchangeDetail> {
		const problem = edit && editProblem(edit);
		if (problem !== undefined) {
			throw new ControlError('invalid_edit', problem);
		}

		const {worker, sequence} = this.#log.find(number) ?? refuse('exchange_not_found');
		const id = backend ?? await this.#backendOf(worker, sequence) ?? refuse('backend_not_found');
		const exchange = await this.#dataPlane.replay(worker, {sequence, backend: id, of: number, ...(edit && {edit})});
		if (typeof exchange === 'string') {
			return refuse(exchange);
		}

		const record = await this.#log.record(worker, exchange.entry) ?? refuse('exchange_not_found');
		return detailOf(exchange, record.number);
	}

	async #backendOf(worker: number, sequence: number): Promise<string | undefined> {
		const {entry} = await this.#dataPlane.readExchange(worker, sequence) ?? refuse('exchange_not_found');
		return entry.backend?.id;
	}
}
