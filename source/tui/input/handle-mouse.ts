import {scroll} from '../features/reading/reading-feature.js';
import type {MouseReport} from '../terminal/mouse-report.js';
import {traitsOf, type Session} from '../state/screen-state.js';

/** Rows per notch of the wheel. */
const notch = 3;

/** A click selects a row; the wheel scrolls the list or text under it. */
export const handleMouse = (report: MouseReport, session: Session): void => {
	const traits = traitsOf(session.state);
	if (report.action === 'press') {
		traits?.click?.(session, report);
		return;
	}

	const rows = report.action === 'wheel-down' ? notch : -notch;
	if (traits?.turnWheel) {
		traits.turnWheel(session, report, rows);
	} else {
		scroll(session, () => rows);
	}
};
