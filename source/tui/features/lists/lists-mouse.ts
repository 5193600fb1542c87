import {layOut} from '../../layout/lay-out.js';
import type {MouseReport} from '../../terminal/mouse-report.js';
import {listedBackends} from '../../state/backends-list.js';
import {pausedView} from '../../state/requests-list.js';
import type {ScreenState, Session} from '../../state/screen-state.js';
import {targetAt, type ScreenTarget} from '../../state/screen-target.js';
import {move} from './movement.js';

/** The list and row under the mouse, unless it is over the panel beside them. */
export const listedAt = (state: ScreenState, {row, column}: MouseReport, besideColumns: number): ScreenTarget | undefined =>
	besideColumns === 0 || column < state.size.columns - besideColumns - 1 ? targetAt(state, row) : undefined;

export const clickLists = (session: Session, report: MouseReport): boolean => {
	const {state} = session;
	const target = listedAt(state, report, layOut(state).side);
	if (target?.pane === 'backends') {
		const {index} = target;
		session.change({pane: 'backends', ...(index !== undefined && {selection: {id: listedBackends(state)[index]!.id, index}})});
		return index !== undefined;
	}

	if (target) {
		const view = pausedView(state);
		session.change({pane: 'requests', ...(target.key !== undefined && view.kind === 'paused' && {view: {...view, selected: target.key}})});
	}

	return target?.key !== undefined;
};

export const turnWheelOverLists = (session: Session, {row}: MouseReport, rows: number): void => {
	const target = targetAt(session.state, row);
	if (target) {
		session.change({pane: target.pane});
		move(session, rows);
	}
};
