import process from 'node:process';
import type {Worker} from 'node:worker_threads';

const mebibyte = 2 ** 20;
/** Until then code is compiled and the buffers of fixed size fill up. */
const warmUpMs = 10_000;
/** Less time than this after the warm-up shows nothing. */
const leastMs = 20_000;
/** What is used differs by this much without any leak. */
const toleratedUsedMiB = 24;
/**
The process keeps for a while what threads that have gone had used, and each that takes a place lets its heap grow by some 30 MiB
before it clears it up for the first time. What leaks shows in what is used.
*/
const toleratedResidentMiB = 80;

/** The least in the first third of the time after the warm-up against the least in the last, in MiB: more than that is garbage that waits. */
export type Growth = {
	readonly first: number;
	readonly last: number;
	/** Undefined if it did not go on for long enough to tell. */
	readonly isFlat: boolean | undefined;
};

type Sample = {readonly atMs: number; readonly bytes: number};

const least = (samples: readonly Sample[]): number => samples.length === 0 ? 0 : Math.round(Math.min(...samples.map(({bytes}) => bytes)) / mebibyte);

const growthOf = (samples: readonly Sample[], toleratedMiB: number): Growth => {
	const warm = samples.filter(({atMs}) => atMs >= warmUpMs);
	const isLongEnough = warm.length > 0 && warm.at(-1)!.atMs - warm[0]!.atMs >= leastMs;
	const judged = isLongEnough ? warm : samples;
	const third = Math.ceil(judged.length / 3);
	const first = least(judged.slice(0, third));
	const last = least(judged.slice(-third));
	return {first, last, isFlat: isLongEnough ? last - first <= toleratedMiB : undefined};
};

/** Follows what the process occupies, and what the worker threads have on their heaps and in buffers. */
export class MemorySamples {
	readonly #resident: Sample[] = [];
	readonly #used: Sample[] = [];
	readonly #startedAt = performance.now();

	async take(workers: readonly Worker[]): Promise<void> {
		const atMs = performance.now() - this.#startedAt;
		this.#resident.push({atMs, bytes: process.memoryUsage.rss()});
		try {
			const statistics = await Promise.all(workers.map(async worker => worker.getHeapStatistics()));
			const bytes = statistics.reduce((sum, {used_heap_size: heap, external_memory: external}) => sum + heap + external, 0) / statistics.length;
			this.#used.push({atMs, bytes});
		} catch {
			// One has just been killed.
		}
	}

	get resident(): Growth {
		return growthOf(this.#resident, toleratedResidentMiB);
	}

	/** Of one worker, on average. */
	get used(): Growth {
		return growthOf(this.#used, toleratedUsedMiB);
	}
}
