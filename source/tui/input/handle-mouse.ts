import {scroll} from '../features/reading/reading-feature.js';
import type {Look} from '../look/look.js';
import {noteLook} from '../state/looked.js';
import type {MouseReport} from '../terminal/mouse-report.js';
import {traitsOf, type Session} from '../state/screen-state.js';
import {clickedCommand} from './clicked-command.js';
import {handleKey} from './handle-key.js';
import {runCommand} from './run-command.js';

/** Rows per notch of the wheel. */
const notch = 3;

/** Between the two clicks of a double click at most, in milliseconds. */
const doubleClickMs = 400;

const click = (report: MouseReport, session: Session, look: Look): void => {
	const {state} = session;
	const command = clickedCommand(state, report, look);
	if (command) {
		runCommand(command, session);
		return;
	}

	const {row} = report;
	const at = session.clock();
	const isHit = traitsOf(state)?.click?.(session, report) ?? false;
	if (isHit && state.clicked?.row === row && at - state.clicked.at <= doubleClickMs) {
		session.change({clicked: undefined});
		handleKey({name: 'enter'}, session);
	} else {
		session.change({clicked: isHit ? {row, at} : undefined});
	}
};

/** A click selects a row, a second one opens it; on a column title it sorts, on a key it does what the key does. The wheel scrolls the list or text under it. */
export const handleMouse = (report: MouseReport, session: Session, look: Look): void => {
	session.change(noteLook(session.state));
	if (report.action === 'press') {
		click(report, session, look);
		return;
	}

	const traits = traitsOf(session.state);
	const rows = report.action === 'wheel-down' ? notch : -notch;
	if (traits?.turnWheel) {
		traits.turnWheel(session, report, rows);
	} else {
		scroll(session, () => rows);
	}
};
