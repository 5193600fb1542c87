import {clipboardWrite} from './clipboard.js';
import type {ScreenOutput} from './screen-output.js';
import {loadTmuxBuffer} from './tmux-buffer.js';

/** Copies text to the clipboard of the user's terminal, and says where it went; undefined if it is too long, or if the terminal does not read. */
export const copyText = async (text: string, output: ScreenOutput, environment: NodeJS.ProcessEnv): Promise<string | undefined> => {
	const copied = clipboardWrite(text, environment);
	if (!copied || output.isBackedUp) {
		return undefined;
	}

	if ((environment['TMUX'] ?? '') !== '' && await loadTmuxBuffer(text, environment)) {
		return 'tmux\'s buffer: prefix ] pastes it, and other programs do where tmux may set the clipboard';
	}

	output.write(copied.sequence);
	return `the terminal's clipboard (${copied.way})`;
};
