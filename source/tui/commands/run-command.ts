import {layOut} from '../layout/layout.js';
import type {CommandId} from '../keymap.js';
import {scrolledHelp} from '../screens/help-screen.js';
import type {Session} from '../session.js';
import {browse} from '../state/screen-state.js';
import {
	eraseBackward,
	eraseForward,
	eraseToStart,
	eraseWord,
	moveLeft,
	moveRight,
	moveToEnd,
	moveToStart,
	type TextField,
} from '../state/text-field.js';
import {edit, openForm, submit} from './add-form.js';
import {
	move,
	moveToFirst,
	moveToLast,
	togglePause,
} from './movement.js';
import {
	answer,
	askToRemove,
	cutOff,
	drain,
	nextPolicy,
	toggle,
	undo,
} from './pool-commands.js';

type Run = (session: Session) => void;

const editing = (change: (field: TextField) => TextField): Run => session => {
	edit(session, change);
};

const scrollHelp = (session: Session, pages: number): void => {
	const {mode, size} = session.state;
	if (mode.kind === 'help') {
		session.change({mode: {kind: 'help', top: scrolledHelp(mode.top, pages, size, layOut(session.state))}});
	}
};

const backToBrowsing: Run = session => {
	session.change({mode: browse});
};

const runs: Readonly<Record<CommandId, Run>> = {
	add: openForm,
	toggle,
	drain,
	remove: askToRemove,
	undo,
	policy: nextPolicy,
	pause: togglePause,
	'switch-pane'(session) {
		session.change({pane: session.state.pane === 'backends' ? 'requests' : 'backends'});
	},
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
	help(session) {
		session.change({mode: {kind: 'help', top: 0}});
	},
	quit(session) {
		// A key held a moment too long must not turn a graceful end into an abrupt one: that takes ctrl-c.
		if (!session.state.isLeaving) {
			session.quit();
		}
	},
	submit,
	cancel: backToBrowsing,
	'cursor-left': editing(moveLeft),
	'cursor-right': editing(moveRight),
	'cursor-start': editing(moveToStart),
	'cursor-end': editing(moveToEnd),
	erase: editing(eraseBackward),
	'erase-forward': editing(eraseForward),
	'erase-word': editing(eraseWord),
	'erase-to-start': editing(eraseToStart),
	yes(session) {
		answer(session, true);
	},
	cut: cutOff,
	no(session) {
		answer(session, false);
	},
	'close-help': backToBrowsing,
	'help-up'(session) {
		scrollHelp(session, -1);
	},
	'help-down'(session) {
		scrollHelp(session, 1);
	},
	interrupt(session) {
		session.quit();
	},
	redraw(session) {
		session.redraw();
	},
};

export const runCommand = (id: CommandId, session: Session): void => {
	runs[id](session);
};
