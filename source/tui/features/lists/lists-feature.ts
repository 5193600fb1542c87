import {contexts} from '../../input/contexts.js';
import type {Feature} from '../../state/screen-state.js';
import {togglePause, move, moveToFirst, moveToLast} from './movement.js';
import {zoomCommand} from './zoom-command.js';
import {clickLists, turnWheelOverLists} from './lists-mouse.js';

/** A quit key within this time after it closed something may not be meant for the program. */
const oneTooManyMs = 1500;

/** Key repeat is faster than this; a slower second press is deliberate. */
const heldMs = 500;

export const listsFeature: Feature = {
	commands: [
		{
			id: 'pause',
			context: contexts.browse,
			keys: ['p'],
			label: 'pause/follow',
			labelNow: ({view}) => view.kind === 'paused' ? 'follow' : 'pause',
			help: 'Pause the request log, or follow it again',
			footer: 'sometimes',
			applies: ({log}) => log.rows.length > 0,
			run: togglePause,
		},
		{
			id: 'switch-pane',
			context: contexts.browse,
			keys: ['tab', 'shift-tab'],
			label: 'switch',
			help: 'Switch between backends and requests',
			footer: 'usually',
			run(session) {
				session.change({pane: session.state.pane === 'backends' ? 'requests' : 'backends'});
			},
		},
		zoomCommand('zoom', contexts.browse, 'both lists', 'Maximize one list, or show both again'),
		{
			id: 'quit',
			context: contexts.browse,
			keys: ['q'],
			label: 'quit',
			labelNow: ({attachedTo}) => attachedTo === undefined ? 'quit' : 'detach',
			help: 'Quit once requests in flight have ended; or detach',
			footer: 'always',
			applies: ({isLeaving}) => !isLeaving,
			run(session) {
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
		},
		{
			id: 'up',
			context: contexts.browse,
			keys: ['k', 'up'],
			label: 'up',
			help: 'Move up; pauses the request log',
			run(session) {
				move(session, -1);
			},
		},
		{
			id: 'down',
			context: contexts.browse,
			keys: ['j', 'down'],
			label: 'down',
			help: 'Move down',
			run(session) {
				move(session, 1);
			},
		},
		{
			id: 'page-up',
			context: contexts.browse,
			keys: ['pgup', 'ctrl-b'],
			label: 'page up',
			help: 'Move up a page',
			run(session) {
				move(session, 'page-up');
			},
		},
		{
			id: 'page-down',
			context: contexts.browse,
			keys: ['pgdn', 'ctrl-f'],
			label: 'page down',
			help: 'Move down a page',
			run(session) {
				move(session, 'page-down');
			},
		},
		{
			id: 'first',
			context: contexts.browse,
			keys: ['g', 'home'],
			label: 'first',
			help: 'Move to the first row',
			run: moveToFirst,
		},
		{
			id: 'last',
			context: contexts.browse,
			keys: ['G', 'end'],
			label: 'last',
			help: 'Move to the last row; follows the request log again',
			run: moveToLast,
		},
	],
	modes: {
		browse: {contexts: [contexts.browse, contexts.screens, contexts.anywhere], click: clickLists, turnWheel: turnWheelOverLists},
	},
};
