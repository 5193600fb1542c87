import {lineWidth, space, type Line} from './line.js';

/** Something worth a place in a line, in several lengths. */
export type Item = {
	/** The higher, the longer it stays when space gets scarce. */
	readonly priority: number;
	/** Longest first. */
	readonly variants: readonly Line[];
};

type Candidate = {readonly item: Item; variant: number};

const join = (lines: readonly Line[], gap: number): Line =>
	lines.flatMap((line, index) => index === 0 ? line : [space(gap), ...line]);

const shown = (candidates: readonly Candidate[]): Line[] =>
	candidates.map(({item, variant}) => item.variants[variant]).filter(line => line !== undefined);

/** Shortens, then drops, the least important items until the rest fits. */
export const fitItems = (items: readonly Item[], columns: number, gap: number): Line => {
	const candidates = items.map((item): Candidate => ({item, variant: 0}));
	const byPriority = candidates.toSorted((first, second) => first.item.priority - second.item.priority);
	let line = join(shown(candidates), gap);
	for (const candidate of byPriority) {
		while (lineWidth(line) > columns && candidate.variant < candidate.item.variants.length) {
			candidate.variant++;
			line = join(shown(candidates), gap);
		}
	}

	return line;
};
