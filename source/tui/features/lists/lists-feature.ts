import {openForm} from '../add/add-feature.js';
import {nextPolicy, undo} from '../pool/change-pool.js';
import type {RunsOf} from '../../run.js';
import {togglePause} from './movement.js';
import type {browseKeys} from './lists-keys.js';

/** A quit key within this time after it closed something may not be meant for the program. */
const oneTooManyMs = 1500;

/** Key repeat is faster than this; a slower second press is deliberate. */
const heldMs = 500;

export const browseRuns: RunsOf<typeof browseKeys> = {
	add: openForm,
	undo,
	policy: nextPolicy,
	pause: togglePause,
	'switch-pane'(session) {
		session.change({pane: session.state.pane === 'backends' ? 'requests' : 'backends'});
	},
	zoom(session) {
		session.change({isZoomed: !session.state.isZoomed});
	},
	quit(session) {
		const {isLeaving, closedAt = -Infinity} = session.state;
		// Key repeat must not turn a graceful shutdown into an abrupt one; only ctrl-c does.
		if (isLeaving) {
			return;
		}

		const sinceClosing = session.clock() - closedAt;
		if (sinceClosing >= 0 && sinceClosing < oneTooManyMs) {
			session.change({closedAt: session.clock() - oneTooManyMs + heldMs});
			session.notify(`Already back in the lists; q again ${session.state.attachedTo === undefined ? 'quits' : 'detaches'}`, 'warn');
		} else {
			session.quit();
		}
	},
};
