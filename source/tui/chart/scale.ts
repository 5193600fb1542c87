/** Rounds up to 1, 2, 5, 10, 20, 50, … for the end of an axis. */
export const niceCeiling = (value: number): number => {
	if (!(value > 0)) {
		return 1;
	}

	const power = 10 ** Math.floor(Math.log10(value));
	const factor = [1, 2, 5].find(step => step * power >= value) ?? 10;
	return factor * power;
};
