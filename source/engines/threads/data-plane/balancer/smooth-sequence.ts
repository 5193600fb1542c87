/**
One cycle of nginx's smooth weighted round robin: in each turn every item's current weight grows by its weight, and the largest
is chosen and reduced by the total. Takes items × cycle length steps.

@param weights - Whole numbers above 0.
@returns Indexes, as many as the sum of the weights, each as often as its weight.
*/
export const smoothSequence = (weights: readonly number[]): Uint16Array => {
	let total = 0;
	for (const weight of weights) {
		total += weight;
	}

	const current = new Float64Array(weights.length);
	return Uint16Array.from({length: total}, () => {
		let most = 0;
		for (let index = 0; index < current.length; index++) {
			current[index]! += weights[index]!;
			if (current[index]! > current[most]!) {
				most = index;
			}
		}

		current[most]! -= total;
		return most;
	});
};
