import type {Glyphs} from '../look/glyphs.js';

/** Eighths of a column, from one to seven. */
const eighths = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar filled to a share; any share above zero is visible. */
export const horizontalBar = (share: number, columns: number, {isUnicode}: Glyphs): string => {
	const length = Math.max(0, Math.min(1, share)) * columns;
	if (!isUnicode) {
		return '#'.repeat(length === 0 ? 0 : Math.max(1, Math.round(length)));
	}

	const units = length === 0 ? 0 : Math.max(1, Math.round(length * 8));
	return '█'.repeat(Math.floor(units / 8)) + (eighths[(units % 8) - 1] ?? '');
};
