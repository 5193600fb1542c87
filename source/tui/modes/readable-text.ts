import {layOut, type Layout} from '../layout/layout.js';
import type {Session} from '../session.js';
import type {Mode} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';

export type TextExtent = {
	/** Index of the first line on the screen. */
	readonly top: number;
	readonly length: number;
	/** Visible lines. */
	readonly visible: number;
};

/** The scrollable text of a mode. */
export type ReadableText = {
	extentOf(state: ScreenState): TextExtent | undefined;
	scrollTo(session: Session, top: number): void;
};

/** Modes that store the first visible line themselves. */
type ReadMode = Extract<Mode, {readonly top: number}>;

/** Length of the text and of the room for it. */
type Measure<Kind extends ReadMode['kind']> = (mode: Extract<ReadMode, {readonly kind: Kind}>, state: ScreenState, layout: Layout) => Omit<TextExtent, 'top'>;

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
