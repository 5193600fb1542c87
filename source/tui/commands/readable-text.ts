import {layOut, type Layout} from '../layout/layout.js';
import type {Session} from '../session.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';

export type TextExtent = {
	/** Index of the first line on the screen. */
	readonly top: number;
	readonly length: number;
	/** Lines that the screen has room for. */
	readonly visible: number;
};

/** A mode's text, as scrolling reaches it. */
export type ReadableText = {
	extentOf(state: ScreenState): TextExtent | undefined;
	scrollTo(session: Session, top: number): void;
};

/** The modes that keep by themselves which line is the first on the screen. */
type ReadMode = Extract<Mode, {readonly top: number}>;

/** How much text such a mode has, and how much room for it. */
type Measure<Kind extends ReadMode['kind']> = (mode: Extract<ReadMode, {readonly kind: Kind}>, state: ScreenState, layout: Layout) => Omit<TextExtent, 'top'>;

/** The text of a mode that keeps its first line by itself. */
export const readingOf = <Kind extends ReadMode['kind']>(kind: Kind, measure: Measure<Kind>): ReadableText => {
	const isMeant = (mode: Mode): mode is Extract<ReadMode, {readonly kind: Kind}> => mode.kind === kind;
	return {
		extentOf(state) {
			const {mode} = state;
			return isMeant(mode) ? {top: mode.top, ...measure(mode, state, layOut(state))} : undefined;
		},
		scrollTo(session, top) {
			const {mode} = session.state;
			if (isMeant(mode)) {
				session.change({mode: {...mode, top}});
			}
		},
	};
};
