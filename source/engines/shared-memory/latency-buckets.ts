/*
Log-linear buckets: exact below 32 µs, then 16 buckets to each doubling. A bucket is at most 1/16 of its lower
edge wide, so its middle is at most 3.2 % away from any value in it.
*/
const exactBelow = 32;
const perOctave = 16;
const firstOctave = Math.log2(exactBelow);
const octaves = 22;
const highestMicroseconds = (2 ** (firstOctave + octaves)) - 1;

export const bucketCount = exactBelow + (octaves * perOctave);

/** The bucket of a duration. Longer ones than about 134 s fall into the last. */
export const bucketOf = (milliseconds: number): number => {
	const microseconds = Math.min(Math.max(Math.trunc(milliseconds * 1000), 0), highestMicroseconds);
	if (microseconds < exactBelow) {
		return microseconds;
	}

	const octave = 31 - Math.clz32(microseconds);
	const position = (microseconds >>> (octave - 4)) - perOctave;
	return exactBelow + ((octave - firstOctave) * perOctave) + position;
};

/** The middle of a bucket, in milliseconds. */
export const middleOf = (bucket: number): number => {
	if (bucket < exactBelow) {
		return (bucket + 0.5) / 1000;
	}

	const octave = Math.trunc((bucket - exactBelow) / perOctave);
	const position = (bucket - exactBelow) % perOctave;
	const width = 2 ** (octave + 1);
	return (((perOctave + position) * width) + (width / 2)) / 1000;
};

/**
The latencies below which the given shares of all lie, in milliseconds; undefined when there are none.

@param counts - One count a bucket.
@param shares - Each between 0 and 1, ascending.
*/
export const percentiles = (counts: Uint32Array | readonly number[], shares: readonly number[]): Array<number | undefined> => {
	let total = 0;
	for (const count of counts) {
		total += count;
	}

	if (total === 0) {
		return shares.map(() => undefined);
	}

	const found: number[] = [];
	let passed = 0;
	for (let bucket = 0; bucket < counts.length && found.length < shares.length; bucket++) {
		passed += counts[bucket] ?? 0;
		while (found.length < shares.length && passed >= Math.max(shares[found.length]! * total, 1)) {
			found.push(middleOf(bucket));
		}
	}

	return found;
};
