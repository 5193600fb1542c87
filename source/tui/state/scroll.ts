const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** Clamps an index to a list of `total`; 0 in an empty one. */
export const clampIndex = (index: number, total: number): number => clamp(index, 0, Math.max(0, total - 1));

/** The first visible row: as close to the current one as keeps the selection visible and wastes no rows. */
export const scrollTop = (top: number, selected: number, height: number, total: number): number => {
	const withSelected = clamp(top, selected - Math.max(1, height) + 1, selected);
	return clamp(withSelected, 0, Math.max(0, total - height));
};
