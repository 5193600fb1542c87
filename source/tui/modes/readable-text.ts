import type {ReadableTextOf, TextExtent} from '../feature.js';
import {layOut} from '../layout/lay-out.js';
import type {Layout} from '../layout/layout.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';

export type ReadableText = ReadableTextOf<ScreenState>;

/** A mode that stores the first visible line itself. */
type ReadMode = Mode & {readonly top: number};

type ReadKind<Read extends ReadMode> = {is(mode: Mode): mode is Read};

/** Length of the text and of the room for it. */
type Measure<Read extends ReadMode> = (mode: Read, state: ScreenState, layout: Layout) => Omit<TextExtent, 'top'>;

export const readingOf = <Read extends ReadMode>(kind: ReadKind<Read>, measure: Measure<Read>): ReadableText => ({
	extentOf(state) {
		const {mode} = state;
		return kind.is(mode) ? {top: mode.top, ...measure(mode, state, layOut(state))} : undefined;
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (kind.is(mode)) {
			const scrolled: ReadMode = {...mode, top};
			session.change({mode: scrolled});
		}
	},
});
