import type {mouseKeys} from '../keymap/mouse.js';
import type {MouseReport} from '../terminal-input.js';
import type {Session} from '../session.js';
import {listedBackends} from '../state/backends-list.js';
import {pausedView} from '../state/requests-list.js';
import {targetAt} from '../state/screen-target.js';
import {move} from './movement.js';
import {readingRuns} from './reading.js';
import type {RunsOf} from './run.js';

/** Rows that a notch of the wheel moves by. */
const notch = 3;

const click = (session: Session, row: number): void => {
	const {state} = session;
	const target = targetAt(state, row);
	if (target?.pane === 'backends') {
		const {index} = target;
		session.change({pane: 'backends', ...(index !== undefined && {selection: {id: listedBackends(state)[index]!.id, index}})});
	} else if (target) {
		const view = state.view.kind === 'paused' ? state.view : pausedView(state);
		session.change({pane: 'requests', ...(target.key !== undefined && view.kind === 'paused' && {view: {...view, selected: target.key}})});
	}
};

const wheel = (session: Session, row: number, direction: 1 | -1): void => {
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

/** A click selects, the wheel moves through what is under it; where a text is read, through that. */
export const handleMouse = ({action, row}: MouseReport, session: Session): void => {
	const isBrowsing = session.state.mode.kind === 'browse';
	if (action === 'press') {
		if (isBrowsing) {
			click(session, row);
		}

		return;
	}

	const direction = action === 'wheel-down' ? 1 : -1;
	if (isBrowsing) {
		wheel(session, row, direction);
	} else {
		scrollText(session, direction);
	}
};

export const mouseRuns: RunsOf<typeof mouseKeys> = {
	mouse(session) {
		const hasMouse = !session.state.hasMouse;
		session.change({hasMouse});
		session.setMouse(hasMouse);
		session.notify(hasMouse
			? 'Mouse on: click selects, the wheel scrolls; shift with the mouse selects text; m turns it off'
			: 'Mouse off: it selects text again', 'good');
	},
};
