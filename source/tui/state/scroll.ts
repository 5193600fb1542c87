const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** An index that exists in a list of `total`; 0 in an empty one. */
export const clampIndex = (index: number, total: number): number => clamp(index, 0, Math.max(0, total - 1));

/** The first row to show: as near to the present one as keeps the selected row on the screen and wastes no rows. */
export const scrollTop = (top: number, selected: number, height: number, total: number): number => {
	const withSelected = clamp(top, selected - Math.max(1, height) + 1, selected);
	return clamp(withSelected, 0, Math.max(0, total - height));
};
