import {layOut} from '../layout/lay-out.js';
import {tableRowAt, tableRows} from '../layout/table-pane.js';
import type {Mode, ModeKind} from '../state/mode.js';
import type {ModeTraits, Session} from '../state/screen-state.js';
import {clampIndex} from '../state/scroll.js';
import type {ReadableText} from './readable-text.js';

/** A mode that shows a table with a selected row. */
type TableMode = Mode & {readonly selected: number};

export type Table<Shown extends TableMode> = {
	readonly kind: ModeKind<Shown>;
	/** The text of each row. */
	wordsOf(mode: Shown): readonly string[];
};

const select = <Shown extends TableMode>(session: Session, kind: ModeKind<Shown>, mode: Shown, selected: number): void => {
	session.change({mode: kind.of({...mode, selected})});
};

/** Scrolling moves the selection. */
export const selectionText = <Shown extends TableMode>({kind, wordsOf}: Table<Shown>): ReadableText => ({
	extentOf(state) {
		const {mode, size} = state;
		if (!kind.is(mode)) {
			return undefined;
		}

		const words = wordsOf(mode);
		const visible = tableRows(size, layOut(state));
		return {top: mode.selected, length: words.length + visible - 1, visible, isSelection: true, words: () => words};
	},
	scrollTo(session, selected) {
		const {mode} = session.state;
		if (kind.is(mode)) {
			select(session, kind, mode, clampIndex(selected, wordsOf(mode).length));
		}
	},
});

export const clickTable = <Shown extends TableMode>({kind, wordsOf}: Table<Shown>): NonNullable<ModeTraits['click']> => (session, {row}) => {
	const {state} = session;
	const {mode} = state;
	if (!kind.is(mode)) {
		return false;
	}

	const selected = tableRowAt(row, {selected: mode.selected, total: wordsOf(mode).length}, state.size, layOut(state));
	if (selected !== undefined) {
		select(session, kind, mode, selected);
	}

	return selected !== undefined;
};
