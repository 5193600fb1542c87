import type {browseKeys} from '../keymap/browse.js';
import {openForm} from './add-form.js';
import {togglePause} from './movement.js';
import {nextPolicy, undo} from './pool-commands.js';
import type {RunsOf} from './run.js';

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
		// A key held a moment too long must not turn a graceful end into an abrupt one: that takes ctrl-c.
		if (!session.state.isLeaving) {
			session.quit();
		}
	},
};
