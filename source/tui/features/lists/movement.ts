import {layOut} from '../../layout/lay-out.js';
import {listedBackends} from '../../state/backends-list.js';
import {following, type LogView} from '../../state/request-log.js';
import {listedRows, pausedView, selectedRowIndex} from '../../state/requests-list.js';
import {clampIndex} from '../../state/scroll.js';
import type {Session} from '../../state/screen-state.js';

/** Rows to move by; a page keeps one row in sight. */
type Distance = number | 'page-up' | 'page-down';

const rowsOf = (distance: Distance, visible: number): number => typeof distance === 'number' ? distance : Math.max(1, visible - 1) * (distance === 'page-up' ? -1 : 1);

/** Selects a row by its index. */
const select = (session: Session, view: Extract<LogView, {kind: 'paused'}>, index: number): void => {
	const rows = listedRows({...session.state, view});
	session.change({view: {...view, selected: rows[clampIndex(index, rows.length)]?.key ?? view.selected}});
};

const moveInLog = (session: Session, rows: number): void => {
	const {state} = session;
	const index = selectedRowIndex(state);
	if (state.view.kind === 'paused' && index !== undefined) {
		select(session, state.view, index + rows);
		return;
	}

	// Following already shows the newest row.
	const view = rows > 0 ? state.view : pausedView(state);
	if (view.kind === 'paused') {
		select(session, view, listedRows(state).length + rows);
	}
};

/** Moving on replaces a notice by the details of the next row. In milliseconds. */
const leastNoticeTime = 2000;

const dismissNotice = (session: Session): void => {
	const {notice, now} = session.state;
	if (notice && now - notice.since >= leastNoticeTime) {
		session.change({notice: undefined});
	}
};

export const move = (session: Session, distance: Distance): void => {
	dismissNotice(session);
	const {state} = session;
	const layout = layOut(state);
	if (state.pane === 'requests') {
		moveInLog(session, rowsOf(distance, layout.requests));
		return;
	}

	const backends = listedBackends(state);
	const index = clampIndex(state.selection.index + rowsOf(distance, layout.backends), backends.length);
	session.change({selection: {id: backends[index]?.id, index}});
};

export const moveToFirst = (session: Session): void => {
	move(session, -Infinity);
};

/** The end of the request log is the next request to arrive. */
export const moveToLast = (session: Session): void => {
	if (session.state.pane === 'requests') {
		session.change({view: following});
		return;
	}

	move(session, Infinity);
};

export const togglePause = (session: Session): void => {
	const {state} = session;
	session.change({view: state.view.kind === 'paused' ? following : pausedView(state)});
};

