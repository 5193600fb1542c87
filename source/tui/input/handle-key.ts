import type {KeyPress} from '../terminal/key-press.js';
import {noteLook} from '../state/looked.js';
import {beneath, browse} from '../state/mode.js';
import type {ScreenState, Session} from '../state/screen-state.js';
import {isTyping, typeText} from '../features/typing/typing-feature.js';
import {runCommand} from './run-command.js';
import {explainKey} from './explain-key.js';
import {commandFor} from './bindings.js';

/** A notice of another screen could hide this one's own. Only errors are kept. */
const dropStaleNotice = (session: Session, before: ScreenState): void => {
	const {notice, mode} = session.state;
	if (notice && notice === before.notice && notice.tone !== 'bad' && beneath(mode).kind !== beneath(before.mode).kind) {
		session.change({notice: undefined});
	}
};

/** Remembers when the quit key closed something: the next press may be accidental. */
const noteClosing = (session: Session, key: string, before: ScreenState): void => {
	const quits = before.commands.some(({id, keys}) => id === 'quit' && keys.includes(key));
	if (quits && before.mode.kind !== browse.kind && session.state.mode.kind === browse.kind) {
		session.change({closedAt: session.clock()});
	}
};

/** Handles a key: a command of the active contexts, or a character for a text field. */
export const handleKey = ({name, text}: KeyPress, session: Session): void => {
	session.change(noteLook(session.state));
	const before = session.state;
	const command = commandFor(name, before);
	if (command !== undefined) {
		runCommand(command, session);
	} else if (!isTyping(session)) {
		explainKey(session, name);
	} else if (text !== undefined) {
		typeText(session, text);
	}

	dropStaleNotice(session, before);
	noteClosing(session, name, before);
};
