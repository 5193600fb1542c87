import {useInput, usePaste} from 'ink';
import {useState} from 'react';
import {KeyReader, type KeyPress} from '../key-press.js';

type KeyHandlers = {
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
};

/**
Reports keys and pastes. Pastes are asked for at all times, so that text pasted by mistake where nothing can be typed is not taken for commands.
*/
export const useKeys = ({onKeys, onPaste}: KeyHandlers): void => {
	const [reader] = useState(() => new KeyReader());
	useInput((input, key) => {
		onKeys(reader.read(input, key));
	});
	usePaste(onPaste);
};
