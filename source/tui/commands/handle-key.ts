import {commandFor} from '../bindings.js';
import type {KeyPress} from '../key-press.js';
import type {Session} from '../session.js';
import {beneath} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {explainKey} from './explain-key.js';
import {runCommand} from './run-command.js';
import {isTyping, typeText} from './typing.js';

/** What was told on another screen would stand where this one has something to say itself. Only bad news is worth that. */
const dropStaleNotice = (session: Session, before: ScreenState): void => {
	const {notice, mode} = session.state;
	if (notice && notice === before.notice && notice.tone !== 'bad' && beneath(mode).kind !== beneath(before.mode).kind) {
		session.change({notice: undefined});
	}
};

/** Remembers when the key that quits has closed something: one more of it may be one too many. */
const noteClosing = (session: Session, key: string, before: ScreenState): void => {
	const quits = before.commands.some(({id, keys}) => id === 'quit' && keys.includes(key));
	if (quits && before.mode.kind !== 'browse' && session.state.mode.kind === 'browse') {
		session.change({closedAt: session.clock()});
	}
};

/** Acts on one key: a command of the moment, or a character where text is typed. */
export const handleKey = ({name, text}: KeyPress, session: Session): void => {
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
