import type {Recording} from './recording.js';

/** Enough for those whom a log reader has not come to yet. Few, so that most are gone before they cost the garbage collector anything. */
const newestCapacity = 256;
/** As many as log readers keep of what they were given. */
const keptCapacity = 2000;
/** What their header fields may hold together. */
const maxKeptCharacters = 8 * 1024 * 1024;

const charactersOf = ({requestHeaders, sentHeader = ''}: Recording): number => {
	let characters = sentHeader.length;
	for (const text of requestHeaders) {
		characters += text.length;
	}

	return characters;
};

/**
The newest recordings of one worker, and those that somebody may still ask for because the log entry was read: so any request on
a screen can be opened, however many have come since, and nobody pays for it while nobody looks.
*/
export class Recordings {
	readonly #newest: Recording[] = [];
	/** By sequence number, oldest first. */
	readonly #kept = new Map<number, Recording>();
	#keptCharacters = 0;

	/** @param recording - Of an exchange that has ended. */
	push(recording: Recording): void {
		const place = recording.entry!.sequence % newestCapacity;
		const oldest = this.#newest[place];
		this.#newest[place] = recording;
		this.#releaseUnlessKept(oldest);
	}

	/** Undefined when it is no longer at hand. */
	get(sequence: number): Recording | undefined {
		const kept = this.#kept.get(sequence);
		if (kept !== undefined) {
			return kept;
		}

		const newest = this.#newest[sequence % newestCapacity];
		return newest?.entry!.sequence === sequence ? newest : undefined;
	}

	/** Lets it outlive the newest. */
	keep(sequence: number): void {
		const recording = this.get(sequence);
		if (recording === undefined || this.#kept.has(sequence)) {
			return;
		}

		this.#kept.set(sequence, recording);
		this.#keptCharacters += charactersOf(recording);
		for (const [oldest, other] of this.#kept) {
			if (this.#kept.size <= keptCapacity && this.#keptCharacters <= maxKeptCharacters) {
				return;
			}

			this.#kept.delete(oldest);
			this.#keptCharacters -= charactersOf(other);
			this.#releaseUnlessKept(other);
		}
	}

	#releaseUnlessKept(recording: Recording | undefined): void {
		if (recording !== undefined && this.get(recording.entry!.sequence) !== recording) {
			recording.release();
		}
	}
}
