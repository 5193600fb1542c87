import {useInput, usePaste} from 'ink';
import {readKeys, type KeyPress} from '../key-press.js';

type KeyHandlers = {
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
};

/**
Reports keys and pastes. Pastes are asked for at all times, so that text pasted by mistake where nothing can be typed is not taken for commands.
*/
export const useKeys = ({onKeys, onPaste}: KeyHandlers): void => {
	useInput((input, key) => {
		onKeys(readKeys(input, key));
	});
	usePaste(onPaste);
};
