import type {AccessLogRing} from '../access-log/ring.js';
import type {Recorded} from './describe-exchange.js';

/** The number of entries that log readers keep. */
const keptCapacity = 2000;
/** Limit of their header fields together. */
const maxKeptCharacters = 8 * 1024 * 1024;

const charactersOf = ({requestLines, sentHeader = ''}: Recorded): number => requestLines.length + sentHeader.length;

/**
The newest exchanges of one worker, and those whose log entry was read: any request on a screen can be opened, however many
have followed. Costs nothing while the log is not read.
*/
export class Recordings {
	readonly #ring: AccessLogRing;
	/** By sequence number, oldest first. */
	readonly #kept = new Map<number, Recorded>();
	#keptCharacters = 0;

	constructor(ring: AccessLogRing) {
		this.#ring = ring;
	}

	/** Undefined when it is no longer available. */
	get(sequence: number): Recorded | undefined {
		return this.#kept.get(sequence) ?? this.#ring.get(sequence);
	}

	/** Keeps it when newer ones displace it from the ring. */
	keep(recorded: Recorded): void {
		const {sequence} = recorded.entry;
		if (this.#kept.has(sequence)) {
			return;
		}

		this.#kept.set(sequence, recorded);
		this.#keptCharacters += charactersOf(recorded);
		for (const [oldest, other] of this.#kept) {
			if (this.#kept.size <= keptCapacity && this.#keptCharacters <= maxKeptCharacters) {
				return;
			}

			this.#kept.delete(oldest);
			this.#keptCharacters -= charactersOf(other);
			this.releaseUnlessKept(other);
		}
	}

	/** @param recorded - Displaced from the ring. */
	releaseUnlessKept(recorded: Recorded): void {
		if (this.get(recorded.entry.sequence) !== recorded) {
			recorded.release();
		}
	}
}
