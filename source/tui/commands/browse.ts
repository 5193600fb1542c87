import type {browseKeys} from '../keymap/browse.js';
import {openForm} from './add-form.js';
import {togglePause} from './movement.js';
import {nextPolicy, undo} from './change-pool.js';
import type {RunsOf} from './run.js';

/** So soon after something was closed with the same key, it may have been meant for that. */
const oneTooManyMs = 1500;

/** A key that is held is pressed again sooner than this; one that is pressed once more after it has been told is meant. */
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
		// A key held a moment too long must not turn a graceful end into an abrupt one: that takes ctrl-c.
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
