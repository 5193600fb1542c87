import type {Glyphs} from '../look/glyphs.js';

/** The newest values, one character each; blank for zero. */
export const sparkline = (values: readonly number[], most: number, columns: number, {levels}: Glyphs): string => {
	const shown = columns < 1 ? [] : values.slice(-columns);
	return shown.map(value => value > 0 && most > 0
		? levels[Math.min(levels.length - 1, Math.floor((value / most) * levels.length))]!
		: ' ').join('').padStart(columns);
};
