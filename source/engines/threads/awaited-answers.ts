import type {RecordedExchange} from '../../model/exchange-detail.js';
import type {LogEntries, ReplayRefusal} from '../control/data-plane.js';

/** About an exchange; undefined when nothing is known of it. */
export type ExchangeAnswer = RecordedExchange | ReplayRefusal | undefined;

export const noEntries: LogEntries = {entries: [], skipped: 0};

/** What is awaited of a worker. All of it is settled when the worker ends. */
export class AwaitedAnswers {
	/** Each waits for the version of its key, or a later one. */
	readonly #applying = new Map<number, () => void>();
	/** Answered in order. */
	readonly #reads: Array<(entries: LogEntries) => void> = [];
	readonly #questions = new Map<number, (exchange: ExchangeAnswer) => void>();
	#lastQuestion = 0;

	/** Resolves once this version of the pool is in force. */
	async applied(version: number): Promise<void> {
		const {promise, resolve} = Promise.withResolvers<void>();
		this.#applying.set(version, resolve);
		return promise;
	}

	async entries(): Promise<LogEntries> {
		const {promise, resolve} = Promise.withResolvers<LogEntries>();
		this.#reads.push(resolve);
		return promise;
	}

	/** @param ask - Called with the id that the answer will have. */
	async exchange(ask: (id: number) => void): Promise<ExchangeAnswer> {
		const {promise, resolve} = Promise.withResolvers<ExchangeAnswer>();
		const id = ++this.#lastQuestion;
		this.#questions.set(id, resolve);
		ask(id);
		return promise;
	}

	onApplied(inForce: number): void {
		for (const [version, resolve] of this.#applying) {
			if (version > inForce) {
				continue;
			}

			this.#applying.delete(version);
			resolve();
		}
	}

	onEntries(entries: LogEntries): void {
		this.#reads.shift()?.(entries);
	}

	onExchange(id: number, exchange: ExchangeAnswer): void {
		this.#questions.get(id)?.(exchange);
		this.#questions.delete(id);
	}

	end(): void {
		this.onApplied(Infinity);
		for (const resolve of this.#reads.splice(0)) {
			resolve(noEntries);
		}

		for (const resolve of this.#questions.values()) {
			resolve(undefined);
		}

		this.#questions.clear();
	}
}
