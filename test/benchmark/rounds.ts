export const quantile = (values: readonly number[], share: number): number =>
	values.toSorted((a, b) => a - b)[Math.min(Math.trunc(values.length * share), values.length - 1)]!;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
Measures all subjects once a round, in turns, so that whatever else the machine does meets all alike. The first round, in which the
compiler warms up, does not count.

@returns Of each subject the value of each round.
*/
export const inTurns = async <Name, Subject>(
	subjects: ReadonlyMap<Name, Subject>, rounds: number, measure: (subject: Subject) => Promise<number>,
): Promise<ReadonlyMap<Name, readonly number[]>> => {
	const values = new Map<Name, number[]>(Array.from(subjects, ([name]) => [name, []]));
	for (let round = -1; round < rounds; round++) {
		for (const [name, subject] of subjects) {
			const value = await measure(subject);
			if (round >= 0) {
				values.get(name)!.push(value);
			}
		}
	}

	return values;
};

/** The median of what one is of another, each within one round. */
export const ratio = (values: readonly number[], others: readonly number[]): number =>
	median(values.map((value, round) => value / others[round]!));
