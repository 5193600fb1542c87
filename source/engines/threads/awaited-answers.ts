import type {LogEntries} from '../control/data-plane.js';
import type {WorkerAnswer} from './worker-messages.js';

export const noEntries: LogEntries = {entries: [], skipped: 0};

/** Pending requests to a worker. All are settled when the worker ends. */
export class AwaitedAnswers {
	/** By the version that is awaited; a later one settles it as well. */
	readonly #applying = new Map<number, () => void>();
	/** In order of the responses. */
	readonly #reads: Array<(entries: LogEntries) => void> = [];
	readonly #questions = new Map<number, (answer: WorkerAnswer) => void>();
	#lastQuestion = 0;

	/** Resolves once this version of the pool has been applied. */
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

	/** @param ask - Called with the id of the question. */
	async answer(ask: (id: number) => void): Promise<WorkerAnswer> {
		const {promise, resolve} = Promise.withResolvers<WorkerAnswer>();
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

	onAnswer(id: number, answer: WorkerAnswer): void {
		this.#questions.get(id)?.(answer);
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
