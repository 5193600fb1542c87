/**
The order in which smooth weighted round robin, as nginx does it, goes through one cycle: in each turn every item gains its
weight, and the one that has most is taken and pays what all have gained. Takes items × cycle length steps.

@param weights - Whole numbers above 0.
@returns Indexes, as many as the weights' sum; each comes as often as its weight says.
*/
export const smoothSequence = (weights: readonly number[]): Uint16Array => {
	let total = 0;
	for (const weight of weights) {
		total += weight;
	}

	const gained = new Float64Array(weights.length);
	return Uint16Array.from({length: total}, () => {
		let most = 0;
		for (let index = 0; index < gained.length; index++) {
			gained[index]! += weights[index]!;
			if (gained[index]! > gained[most]!) {
				most = index;
			}
		}

		gained[most]! -= total;
		return most;
	});
};
