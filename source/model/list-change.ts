/** The difference of two lists: a part of one and its replacement in the other. */
export type ListChange<Item> = {
	/** Index at which both parts begin. */
	readonly start: number;
	readonly gone: readonly Item[];
	readonly come: readonly Item[];
};

/** The shortest part outside of which two lists hold the same items. O(n), but all it does is compare. */
export const listChange = <Item>(before: readonly Item[], after: readonly Item[]): ListChange<Item> => {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) {
		start++;
	}

	let kept = 0;
	while (kept < shorter - start && before.at(-1 - kept) === after.at(-1 - kept)) {
		kept++;
	}

	return {start, gone: before.slice(start, before.length - kept), come: after.slice(start, after.length - kept)};
};

/** The list as it is after a change. */
export const changedList = <Item>(before: readonly Item[], {start, gone, come}: ListChange<Item>): readonly Item[] => [
	...before.slice(0, start), ...come, ...before.slice(start + gone.length),
];
