import {layOut} from '../../layout/layout.js';
import {commandAt} from '../../panels/palette-prompt.js';
import {readerPlace} from '../../screens/reader.js';
import {settingAt} from '../../screens/settings-screen.js';
import type {MouseReport} from '../../mouse-report.js';
import type {Session} from '../../session.js';
import {listedBackends} from '../../state/backends-list.js';
import type {ModeKind} from '../../state/mode.js';
import {pausedView} from '../../state/requests-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {targetAt} from '../../state/screen-target.js';
import {inspectListed} from '../inspect/inspect-feature.js';
import {move} from '../lists/movement.js';
import {markCommand} from '../palette/palette-feature.js';
import {readingRuns} from '../reading/reading-feature.js';
import type {RunsOf} from '../../run.js';
import type {mouseKeys} from './mouse-keys.js';

/** Rows per notch of the wheel. */
const notch = 3;

/** Within the lists, not the panel beside them. */
const isInLists = ({size}: ScreenState, besideColumns: number, column: number): boolean =>
	besideColumns === 0 || column < size.columns - besideColumns - 1;

const clickLists = (session: Session, {row, column}: MouseReport): void => {
	const {state} = session;
	const target = isInLists(state, layOut(state).side, column) ? targetAt(state, row) : undefined;
	if (target?.pane === 'backends') {
		const {index} = target;
		session.change({pane: 'backends', ...(index !== undefined && {selection: {id: listedBackends(state)[index]!.id, index}})});
	} else if (target) {
		const view = pausedView(state);
		session.change({pane: 'requests', ...(target.key !== undefined && view.kind === 'paused' && {view: {...view, selected: target.key}})});
	}
};

const clickBeside = (session: Session, {row, column}: MouseReport): void => {
	const {state} = session;
	const {isBeside, columns} = readerPlace(state.size, layOut(state));
	const target = isBeside && isInLists(state, columns, column) ? targetAt(state, row) : undefined;
	if (target?.pane === 'requests' && target.key !== undefined) {
		inspectListed(session, target.key);
	}
};

const clickSettings = (session: Session, {row}: MouseReport): void => {
	const {state} = session;
	const {mode} = state;
	if (mode.kind === 'settings') {
		session.change({mode: {...mode, selected: settingAt(mode, state, layOut(state), row) ?? mode.selected}});
	}
};

const clickPalette = (session: Session, {row}: MouseReport): void => {
	const {state} = session;
	const {mode} = state;
	if (mode.kind === 'palette') {
		markCommand(session, commandAt(mode, state, layOut(state), row) ?? mode.choice);
	}
};

/** Modes that handle clicks. */
const clicks: Readonly<Partial<Record<ModeKind, (session: Session, report: MouseReport) => void>>> = {
	browse: clickLists,
	inspect: clickBeside,
	settings: clickSettings,
	palette: clickPalette,
};

const wheelOverLists = (session: Session, row: number, direction: 1 | -1): void => {
	const target = targetAt(session.state, row);
	if (target) {
		session.change({pane: target.pane});
		move(session, notch * direction);
	}
};

const scrollText = (session: Session, direction: 1 | -1): void => {
	for (let count = 0; count < notch; count++) {
		readingRuns[direction === 1 ? 'read-down' : 'read-up'](session);
	}
};

const turnWheel = (session: Session, row: number, direction: 1 | -1): void => {
	const {mode} = session.state;
	if (mode.kind === 'browse') {
		wheelOverLists(session, row, direction);
	} else if (mode.kind === 'palette') {
		markCommand(session, mode.choice + (notch * direction));
	} else {
		scrollText(session, direction);
	}
};

/** A click selects a row; the wheel scrolls the list or text under it. */
export const handleMouse = (report: MouseReport, session: Session): void => {
	if (report.action === 'press') {
		clicks[session.state.mode.kind]?.(session, report);
	} else {
		turnWheel(session, report.row, report.action === 'wheel-down' ? 1 : -1);
	}
};

export const mouseRuns: RunsOf<typeof mouseKeys> = {
	mouse(session) {
		const hasMouse = !session.state.hasMouse;
		session.change({hasMouse});
		session.setMouse(hasMouse);
		session.notify(hasMouse
			? 'Mouse on: click selects, the wheel scrolls; shift with the mouse selects text; m turns it off'
			: 'Mouse off: the terminal selects text again', 'good');
	},
};
