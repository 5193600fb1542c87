import {lineWidth, space, type Line} from './line.js';

/** Something worth a place in a line, in several lengths. */
export type Item = {
	/** The higher, the longer it stays when space gets scarce. */
	readonly priority: number;
	/** Longest first. */
	readonly variants: readonly Line[];
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

/** A row of what is most important: the least important is shortened, then left out, before the next gives way. */
export const fitItems = (items: readonly Item[], columns: number, gap: number): Line => {
	const {candidates, byPriority} = candidatesOf(items);
	const steps = byPriority.flatMap(candidate => candidate.item.variants.map(() => candidate));
	return shrink(candidates, steps, {columns, gap, rows: 1})[0] ?? [];
};

/** Rows of what should all be seen: each is shortened, the least important first, before any is left out. */
export const wrapItems = (items: readonly Item[], room: Room): Line[] => {
	const {candidates, byPriority} = candidatesOf(items);
	const steps = [...byPriority.flatMap(candidate => candidate.item.variants.slice(1).map(() => candidate)), ...byPriority];
	return shrink(candidates, steps, room);
};
