import type {ReadableTextOf} from '../feature.js';
import {layOut} from '../layout/lay-out.js';
import type {Layout} from '../layout/layout.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import type {Line} from '../layout/line.js';

export type ReadableText = ReadableTextOf<ScreenState>;

/** A mode that stores the first visible line itself. */
export type ReadMode = Mode & {readonly top: number};

export type ReadKind<Read extends ReadMode> = {is(mode: Mode): mode is Read};

/** The whole text, and how many lines of it are visible. */
type Measure<Read extends ReadMode> = (mode: Read, state: ScreenState, layout: Layout) => {readonly lines: readonly Line[]; readonly visible: number};

/** The text of each line. */
export const wordsOf = (lines: readonly Line[]): readonly string[] => lines.map(line => line.map(({text}) => text).join(''));

export const readingOf = <Read extends ReadMode>(kind: ReadKind<Read>, measure: Measure<Read>): ReadableText => ({
	extentOf(state) {
		const {mode} = state;
		if (!kind.is(mode)) {
			return undefined;
		}

		const {lines, visible} = measure(mode, state, layOut(state));
		return {top: mode.top, length: lines.length, visible, words: () => wordsOf(lines)};
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (kind.is(mode)) {
			const scrolled: ReadMode = {...mode, top};
			session.change({mode: scrolled});
		}
	},
});
