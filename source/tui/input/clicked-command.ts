import type {Look} from '../look/look.js';
import {segmentAt, type Line} from '../layout/line.js';
import {listView} from '../layout/list-view.js';
import {backendsPane} from '../components/backends/backends-pane.js';
import {footerLine} from '../components/bottom/footer-line.js';
import {requestsPane} from '../components/requests/requests-pane.js';
import {promptLines} from '../components/bottom/prompt-lines.js';
import {browse} from '../state/mode.js';
import {traitsOf, type Command, type ScreenState} from '../state/screen-state.js';
import type {MouseReport} from '../terminal/mouse-report.js';
import {viewOf, type View} from '../store/view.js';

/** The rows of the bottom with something in them. */
const bottomLines = (view: View, look: Look): readonly Line[] => {
	const {state, layout} = view;
	const {lines, hasKeys} = promptLines(view, look);
	const isLong = traitsOf(state)?.screen?.draw(state, look, layout).isLong ?? false;
	return hasKeys ? [...lines, footerLine(state, look, isLong)] : lines;
};

/** The column titles of the list that has them in this row. */
const titlesAt = (view: View, row: number, look: Look): Line | undefined => {
	const {header, paneTop, backends, requests, side} = view.layout;
	if (view.state.mode.kind !== browse.kind || paneTop < 2) {
		return undefined;
	}

	const {state, layout} = listView(view, side);
	if (backends > 0 && row === header + 1) {
		return backendsPane(state, look, layout)[1];
	}

	const top = header + (backends > 0 ? paneTop + backends : 0);
	return requests > 0 && row === top + 1 ? requestsPane(state, look, layout)[1] : undefined;
};

const lineAt = (view: View, row: number, look: Look): Line | undefined => {
	const {size} = view.state;
	return row >= size.rows - view.layout.bottom ? bottomLines(view, look).at(row - size.rows) : titlesAt(view, row, look);
};

/** The command that a click runs: that of a key at the bottom, or the order of a column title. */
export const clickedCommand = (state: ScreenState, {row, column}: MouseReport, look: Look): Command | undefined => {
	const view = viewOf(state);
	const id = segmentAt(lineAt(view, row, look) ?? [], column)?.command;
	return id === undefined ? undefined : state.commands.find(command => command.id === id);
};
