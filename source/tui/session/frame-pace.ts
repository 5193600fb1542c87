import process from 'node:process';

/** Processor time of this thread in milliseconds; real time where Node.js does not tell it (before 23.9). */
export const threadTime = (): number => {
	// Absent from older versions, whatever its type says.
	const read = process.threadCpuUsage as typeof process.threadCpuUsage | undefined;
	if (!read) {
		return performance.now();
	}

	const {user, system} = read();
	return (user + system) / 1000;
};

/** In milliseconds: ten frames a second, and two. */
const shortest = 100;
const longest = 500;

/** Share of a processor that frames may take. What is read for them and what collects their garbage take another hundredth. */
const maxShare = 0.045;

/** Weight of the frames before in the average. */
const remembered = 0.8;

/** How often the screen is drawn without a key being pressed: the slower the machine, the less often. */
export class FramePace {
	readonly #time: () => number;
	/** Of a frame, in milliseconds of processor time, on average of the last ones. */
	#cost = 0;

	constructor(time: () => number = threadTime) {
		this.#time = time;
	}

	/** Time between two frames in milliseconds. */
	get interval(): number {
		return Math.max(shortest, Math.min(this.#cost / maxShare, longest));
	}

	/** Starts measuring a frame; the returned function ends it once it is drawn. */
	measure(): () => void {
		const startedAt = this.#time();
		return () => {
			this.#cost = (this.#cost * remembered) + ((this.#time() - startedAt) * (1 - remembered));
		};
	}
}
