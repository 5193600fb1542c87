import type {movementKeys} from '../keymap/movement.js';
import {layOut} from '../layout/layout.js';
import type {Session} from '../session.js';
import {
	following,
	pauseLog,
	type LogView,
	type RequestLog,
} from '../state/request-log.js';
import {clampIndex} from '../state/scroll.js';
import type {RunsOf} from './run.js';

/** Rows to move by; `page` is what is on the screen but one row, so that the eye keeps its place. */
type Distance = number | 'page-up' | 'page-down';

const rowsOf = (distance: Distance, visible: number): number => typeof distance === 'number' ? distance : Math.max(1, visible - 1) * (distance === 'page-up' ? -1 : 1);

const moveInLog = (log: RequestLog, view: LogView, rows: number): LogView => {
	if (view.kind === 'paused') {
		return {...view, selected: clampIndex(view.selected + rows, view.log.rows.length)};
	}

	// Following shows the newest already: there is nothing further down.
	if (rows > 0 || log.rows.length === 0) {
		return view;
	}

	const paused = pauseLog(log);
	return rows === -1 ? paused : moveInLog(log, paused, rows);
};

const move = (session: Session, distance: Distance): void => {
	const {state} = session;
	const layout = layOut(state);
	if (state.pane === 'requests') {
		session.change({view: moveInLog(state.log, state.view, rowsOf(distance, layout.requests))});
		return;
	}

	const index = clampIndex(state.selection.index + rowsOf(distance, layout.backends), state.status.backends.length);
	session.change({selection: {id: state.status.backends[index]?.id, index}});
};

const moveToFirst = (session: Session): void => {
	move(session, -Infinity);
};

/** In the request log the last row is the one that is yet to come. */
const moveToLast = (session: Session): void => {
	if (session.state.pane === 'requests') {
		session.change({view: following});
		return;
	}

	move(session, Infinity);
};

export const togglePause = (session: Session): void => {
	const {log, view} = session.state;
	session.change({view: view.kind === 'paused' || log.rows.length === 0 ? following : pauseLog(log)});
};

export const movementRuns: RunsOf<typeof movementKeys> = {
	up(session) {
		move(session, -1);
	},
	down(session) {
		move(session, 1);
	},
	'page-up'(session) {
		move(session, 'page-up');
	},
	'page-down'(session) {
		move(session, 'page-down');
	},
	first: moveToFirst,
	last: moveToLast,
};
