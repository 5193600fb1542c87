import type {RunsOf} from '../../run.js';
import type {anywhereKeys} from './anywhere-keys.js';

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
