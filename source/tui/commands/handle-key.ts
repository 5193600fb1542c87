import {commandFor} from '../bindings.js';
import type {KeyPress} from '../key-press.js';
import type {Session} from '../session.js';
import {typeText} from './add-form.js';
import {runCommand} from './run-command.js';

/** Acts on one key: a command of the moment, or a character for the form. */
export const handleKey = ({name, text}: KeyPress, session: Session): void => {
	const command = commandFor(name, session.state);
	if (command !== undefined) {
		runCommand(command, session);
	} else if (text !== undefined && session.state.mode.kind === 'add') {
		typeText(session, text);
	}
};
