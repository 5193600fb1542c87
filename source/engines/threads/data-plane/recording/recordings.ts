import type {AccessLogRing} from '../access-log/ring.js';
import type {Recorded} from './describe-exchange.js';

/** As many as log readers keep of what they were given. */
const keptCapacity = 2000;
/** What their header fields may hold together. */
const maxKeptCharacters = 8 * 1024 * 1024;

const charactersOf = ({requestLines, sentHeader = ''}: Recorded): number => requestLines.length + sentHeader.length;

/**
The newest exchanges of one worker, and those whose log entry was read, which may still be requested: so any request on
a screen can be opened, however many have come since, at no cost while none is read.
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

	/** Lets it outlive the newest. */
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

	/** @param recorded - Has given way to newer ones. */
	releaseUnlessKept(recorded: Recorded): void {
		if (this.get(recorded.entry.sequence) !== recorded) {
			recorded.release();
		}
	}
}
