import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look/look.js';
import {formatDuration} from '../text/units.js';
import {pad} from '../text/width.js';
import {margin} from '../layout/prose.js';
import {horizontalBar} from './bar.js';

/** A phase, in milliseconds from its start. */
export type PhaseSpan = {
	readonly name: string;
	readonly startMs: number;
	readonly durationMs: number;
};

/** Phases one after the other. */
export const consecutive = (phases: ReadonlyArray<readonly [name: string, durationMs: number]>): readonly PhaseSpan[] => {
	let startMs = 0;
	return phases.map(([name, durationMs]) => {
		const span = {name, startMs, durationMs};
		startMs += durationMs;
		return span;
	});
};

const nameWidth = 13;
const durationWidth = 8;

/** A bar per phase, each starting where the previous one ends. */
export const waterfall = (spans: readonly PhaseSpan[], columns: number, {glyphs}: Look): Line[] => {
	const total = spans.reduce((sum, {durationMs}) => sum + durationMs, 0);
	const room = Math.max(4, columns - nameWidth - durationWidth - 4);
	return spans.map(({name, startMs, durationMs}) => {
		const start = total === 0 ? 0 : Math.min(room - 1, Math.floor((startMs / total) * room));
		const bar = horizontalBar(total === 0 ? 0 : durationMs / total, room, glyphs);
		return [
			segment(margin + pad(name, nameWidth), 'muted'),
			segment(pad(`${' '.repeat(start)}${bar}`.slice(0, room), room), 'info'),
			segment(` ${pad(formatDuration(durationMs), durationWidth, 'right')}`),
		];
	});
};
