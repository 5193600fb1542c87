import {useInput, usePaste} from 'ink';
import {readKeys, type KeyPress} from '../terminal/key-press.js';

type KeyHandlers = {
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
};

/** Reports keys and pastes. Bracketed paste is always on, so that text pasted outside of a text field is not taken for commands. */
export const useKeys = ({onKeys, onPaste}: KeyHandlers): void => {
	useInput((input, key) => {
		onKeys(readKeys(input, key));
	});
	usePaste(onPaste);
};
