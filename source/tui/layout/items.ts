import {lineWidth, space, type Line} from './line.js';

/** An item of a line, in several lengths. */
export type Item = {
	/** Priority when space gets scarce: the highest stays longest. */
	readonly priority: number;
	/** Longest first. */
	readonly variants: readonly Line[];
	/** Usual width, reserved where there is room, so that what follows does not move. */
	readonly usual?: number;
};

/** The space for items. */
export type Room = {
	readonly columns: number;
	/** Gap between items. */
	readonly gap: number;
	readonly rows: number;
};

type Candidate = {readonly item: Item; variant: number};

const shown = (candidates: readonly Candidate[]): Line[] =>
	candidates.map(({item, variant}) => item.variants[variant]).filter(line => line !== undefined);

/** As many per row as fit. */
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

/** Shortens each candidate in turn, dropping it after its last variant, until all fit. */
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

/** The items that fit in one row: the least important is shortened, then dropped, before the next. */
const choose = (items: readonly Item[], columns: number, gap: number): Candidate[] => {
	const {candidates, byPriority} = candidatesOf(items);
	shrink(candidates, byPriority.flatMap(candidate => candidate.item.variants.map(() => candidate)), {columns, gap, rows: 1});
	return candidates.filter(({item, variant}) => variant < item.variants.length);
};

const inRow = (candidates: readonly Candidate[], gap: number): Line =>
	shown(candidates).flatMap((line, index) => index === 0 ? line : [space(gap), ...line]);

/** The item in its longest form, at least of its usual width. */
const steady = (item: Item): Item => {
	const [longest = [], ...others] = item.variants;
	return {...item, variants: [[...longest, space(Math.max(0, (item.usual ?? 0) - lineWidth(longest)))], ...others]};
};

/** Reserves the usual width of as many items as fit, the most important first. */
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
A row of the most important items: the least important is shortened, then dropped, before the next. Items with a usual width keep it; less
important ones are shown only with the space that is left.
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

/** The first wording that fits, else the last, which gets cut. */
export const firstFitting = (wordings: readonly Line[], columns: number): Line =>
	wordings.find(line => lineWidth(line) <= columns) ?? wordings.at(-1) ?? [];

/** Rows in which all items should be visible: each is shortened, the least important first, before any is dropped. */
export const wrapItems = (items: readonly Item[], room: Room): Line[] => {
	const {candidates, byPriority} = candidatesOf(items);
	const steps = [...byPriority.flatMap(candidate => candidate.item.variants.slice(1).map(() => candidate)), ...byPriority];
	return shrink(candidates, steps, room);
};
