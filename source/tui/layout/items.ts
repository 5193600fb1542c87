import {lineWidth, space, type Line} from './line.js';

/** Something worth a place in a line, in several lengths. */
export type Item = {
	/** The higher, the longer it stays when space gets scarce. */
	readonly priority: number;
	/** Longest first. */
	readonly variants: readonly Line[];
	/** Columns that it takes whatever it says, where there is room: what follows stands still while it changes. */
	readonly usual?: number;
};

/** Where items are to fit. */
export type Room = {
	readonly columns: number;
	/** Columns between two of them. */
	readonly gap: number;
	readonly rows: number;
};

type Candidate = {readonly item: Item; variant: number};

const shown = (candidates: readonly Candidate[]): Line[] =>
	candidates.map(({item, variant}) => item.variants[variant]).filter(line => line !== undefined);

/** As many beside each other as there is room for, then on in the next row. */
const wrap = (parts: readonly Line[], columns: number, gap: number): Line[] => {
	const rows: Line[] = [];
	let room = 0;
	for (const part of parts) {
		const width = lineWidth(part);
		const last = rows.at(-1);
		if (last && gap + width <= room) {
			rows[rows.length - 1] = [...last, space(gap), ...part];
			room -= gap + width;
		} else {
			rows.push(part);
			room = columns - width;
		}
	}

	return rows;
};

/** Gives each candidate of `steps` a shorter variant, and none after its last, until all fit. */
const shrink = (candidates: readonly Candidate[], steps: readonly Candidate[], {columns, gap, rows}: Room): Line[] => {
	let lines = wrap(shown(candidates), columns, gap);
	for (const candidate of steps) {
		if (lines.length <= rows && lines.every(line => lineWidth(line) <= columns)) {
			break;
		}

		candidate.variant++;
		lines = wrap(shown(candidates), columns, gap);
	}

	return lines;
};

const candidatesOf = (items: readonly Item[]) => {
	const candidates = items.map((item): Candidate => ({item, variant: 0}));
	return {candidates, byPriority: candidates.toSorted((first, second) => first.item.priority - second.item.priority)};
};

/** What of the items is shown in one row: the least important is shortened, then left out, before the next gives way. */
const choose = (items: readonly Item[], columns: number, gap: number): Candidate[] => {
	const {candidates, byPriority} = candidatesOf(items);
	shrink(candidates, byPriority.flatMap(candidate => candidate.item.variants.map(() => candidate)), {columns, gap, rows: 1});
	return candidates.filter(({item, variant}) => variant < item.variants.length);
};

const inRow = (candidates: readonly Candidate[], gap: number): Line =>
	shown(candidates).flatMap((line, index) => index === 0 ? line : [space(gap), ...line]);

/** The item in its longest form, at least as wide as it usually is. */
const steady = (item: Item): Item => {
	const [longest = [], ...others] = item.variants;
	return {...item, variants: [[...longest, space(Math.max(0, (item.usual ?? 0) - lineWidth(longest)))], ...others]};
};

/** Makes as many as wide as they usually are as there is room for, the most important first. */
const widen = (candidates: readonly Candidate[], columns: number, gap: number): Candidate[] => {
	const widened = [...candidates];
	for (const candidate of candidates.toSorted((first, second) => second.item.priority - first.item.priority)) {
		const index = candidates.indexOf(candidate);
		widened[index] = {...candidate, item: steady(candidate.item)};
		if (lineWidth(inRow(widened, gap)) > columns) {
			widened[index] = candidate;
		}
	}

	return widened;
};

/**
A row of what is most important: the least important is shortened, then left out, before the next gives way. None that has a usual width
gives way so that others have theirs; what is less important than all of those comes in only once they have.
*/
export const fitItems = (items: readonly Item[], columns: number, gap: number): Line => {
	const usual = items.filter(item => item.usual !== undefined);
	if (usual.length === 0) {
		return inRow(choose(items, columns, gap), gap);
	}

	const wide = choose(items.map(item => steady(item)), columns, gap);
	const areAllWide = wide.filter(({item, variant}) => item.usual !== undefined && variant === 0).length === usual.length;
	return inRow(areAllWide ? wide : widen(choose(items, columns, gap), columns, gap), gap);
};

/** The first of some wordings that fits, else the last, which is to be cut. */
export const firstFitting = (wordings: readonly Line[], columns: number): Line =>
	wordings.find(line => lineWidth(line) <= columns) ?? wordings.at(-1) ?? [];

/** Rows of what should all be seen: each is shortened, the least important first, before any is left out. */
export const wrapItems = (items: readonly Item[], room: Room): Line[] => {
	const {candidates, byPriority} = candidatesOf(items);
	const steps = [...byPriority.flatMap(candidate => candidate.item.variants.slice(1).map(() => candidate)), ...byPriority];
	return shrink(candidates, steps, room);
};
