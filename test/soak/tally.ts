/** How one exchange ended, seen by its client. */
export type Outcome =
	/** It has all of an answer; `isRight` if that is the one that was to come. */
	| {readonly end: 'answered'; readonly status: number; readonly isRight: boolean}
	/** The client left by itself. */
	| {readonly end: 'aborted'}
	/** The connection ended before the answer did; `isRight` if the backend was asked to do so. */
	| {readonly end: 'broken'; readonly isRight: boolean; readonly reason: string};

/** An outcome that was not to come; a kill at that time may explain it. Times in milliseconds since the epoch. */
export type Surprise = {
	readonly act: string;
	readonly startedAt: number;
	readonly endedAt: number;
	readonly end: 'answered' | 'broken';
	readonly reason: string;
};

/** What all clients of a soak have seen together. */
export class Tally {
	sent = 0;
	answered = 0;
	aborted = 0;
	/** By their backend, as it was asked to. */
	brokenOff = 0;
	readonly statuses: Record<string, number> = {};
	readonly acts: Record<string, number> = {};
	readonly surprises: Surprise[] = [];

	/** @param run - Gives an outcome for each request that it sends. */
	async count(act: string, run: () => Promise<Outcome | readonly Outcome[]>): Promise<void> {
		this.acts[act] = (this.acts[act] ?? 0) + 1;
		const startedAt = Date.now();
		for (const outcome of [await run()].flat()) {
			this.#add(act, startedAt, outcome);
		}
	}

	#add(act: string, startedAt: number, outcome: Outcome): void {
		this.sent++;
		if (outcome.end === 'aborted') {
			this.aborted++;
			return;
		}

		const isAnswer = outcome.end === 'answered';
		if (isAnswer) {
			this.statuses[outcome.status] = (this.statuses[outcome.status] ?? 0) + 1;
		}

		if (!outcome.isRight) {
			this.surprises.push({act, startedAt, endedAt: Date.now(), end: outcome.end, reason: isAnswer ? String(outcome.status) : outcome.reason});
		} else if (isAnswer) {
			this.answered++;
		} else {
			this.brokenOff++;
		}
	}
}
