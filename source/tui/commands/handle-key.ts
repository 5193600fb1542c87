import {commandFor} from '../bindings.js';
import type {KeyPress} from '../key-press.js';
import type {Session} from '../session.js';
import {runCommand} from './run-command.js';
import {typeText} from './typing.js';

/** Acts on one key: a command of the moment, or a character where text is typed. */
export const handleKey = ({name, text}: KeyPress, session: Session): void => {
	const command = commandFor(name, session.state);
	if (command !== undefined) {
		runCommand(command, session);
	} else if (text !== undefined) {
		typeText(session, text);
	}
};
