import type {anywhereKeys} from '../keymap/anywhere.js';
import type {RunsOf} from './run.js';

export const anywhereRuns: RunsOf<typeof anywhereKeys> = {
	interrupt(session) {
		session.quit();
	},
	suspend(session) {
		session.suspend();
	},
	redraw(session) {
		session.redraw();
	},
};
