import {Buffer} from 'node:buffer';
import {topMeasures, type TopEntry, type TopFigures} from '../../../../model/top-list.js';

const width = topMeasures.length;

/** Of each measure, this many highest sums survive. */
const counters = 100;
/** Rows in memory: those of all measures may be different ones, and about as many come in until the next selection. */
const capacity = 2 * counters * width;
const firstCapacity = 16;
const maxNameLength = 256;

/** Work space. */
const column = new Float64Array(capacity);

export const figuresOf = (sums: Float64Array, row = 0): TopFigures => {
	const [count, bytes, time, limited, failures] = sums.subarray(row * width, (row + 1) * width);
	return {count: count!, bytes: bytes!, time: time!, rate_limited: limited!, failures: failures!};
};

const hasAny = (sums: Float64Array, start: number): boolean => {
	let measure = 0;
	while (measure < width && sums[start + measure] === 0) {
		measure++;
	}

	return measure < width;
};

/**
Sums of all measures by name, in bounded memory: Misra and Gries' form of the space-saving algorithm (Metwally et al.; that both keep the
same is shown by Agarwal et al., "Mergeable Summaries"), with many decrements in one (Anderson et al.).

When all rows are taken, the sum that is next after the hundred highest is subtracted from all sums of its measure, and rows that have nothing left are
dropped. So a sum is too low by all that was ever subtracted from its measure, its error bound. Each time, a hundred and one sums or more have lost
that much, so the bound is below a hundredth of the measure's total. Sketches that are merged keep that bound.
*/
export class TopSketch {
	/** Names with their rows, which are in the same order. */
	#rows = new Map<string, number>();
	#sums = new Float64Array(firstCapacity * width);
	readonly #bounds = new Float64Array(width);

	/** Of each measure: by how much its sums may be too low. */
	get errorBounds(): TopFigures {
		return figuresOf(this.#bounds);
	}

	get entries(): readonly TopEntry[] {
		return Array.from(this.#rows, ([name, row]) => ({name, ...figuresOf(this.#sums, row)}));
	}

	/** @param amounts - One for each measure, at `start`. */
	add(name: string, amounts: Float64Array, start = 0): void {
		const key = name.length > maxNameLength ? name.slice(0, maxNameLength) : name;
		const place = (this.#rows.get(key) ?? this.#insert(key)) * width;
		for (let measure = 0; measure < width; measure++) {
			this.#sums[place + measure]! += amounts[start + measure]!;
		}
	}

	merge(other: TopSketch): void {
		for (const [name, row] of other.#rows) {
			this.add(name, other.#sums, row * width);
		}

		for (let measure = 0; measure < width; measure++) {
			this.#bounds[measure]! += other.#bounds[measure]!;
		}
	}

	#insert(name: string): number {
		if (this.#rows.size === capacity) {
			this.#select();
		}

		const row = this.#rows.size;
		if ((row + 1) * width > this.#sums.length) {
			const larger = new Float64Array(Math.min(this.#sums.length * 2, capacity * width));
			larger.set(this.#sums);
			this.#sums = larger;
		}

		// A copy: as a part of a request's head, it would keep all of that in memory.
		this.#rows.set(Buffer.from(name, 'latin1').toString('latin1'), row);
		return row;
	}

	/** Keeps the highest sums of each measure, and the rows that have any. */
	#select(): void {
		const sums = this.#sums;
		for (let measure = 0; measure < width; measure++) {
			for (let row = 0; row < capacity; row++) {
				column[row] = sums[(row * width) + measure]!;
			}

			const subtracted = column.toSorted()[capacity - counters - 1]!;
			this.#bounds[measure]! += subtracted;
			for (let row = 0; row < capacity; row++) {
				const place = (row * width) + measure;
				sums[place] = Math.max(sums[place]! - subtracted, 0);
			}
		}

		const kept = new Map<string, number>();
		for (const [name, row] of this.#rows) {
			const start = row * width;
			if (!hasAny(sums, start)) {
				continue;
			}

			sums.copyWithin(kept.size * width, start, start + width);
			kept.set(name, kept.size);
		}

		sums.fill(0, kept.size * width);
		this.#rows = kept;
	}
}
