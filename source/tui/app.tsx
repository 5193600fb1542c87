import {Text, useApp, type SuspendTerminal} from 'ink';
import {useEffect, useSyncExternalStore, type ReactElement} from 'react';
import {useKeys} from './hooks/use-keys.js';
import type {KeyPress} from './key-press.js';
import type {ScreenStore} from './screen-store.js';

type AppProperties = {
	readonly store: ScreenStore;
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
	/** Called with what takes the screen off and gives the terminal back for a while. */
	readonly onSuspendable: (suspend: SuspendTerminal) => void;
};

/**
Has Ink draw whenever the store has another frame, and passes on what is typed. The frame itself is put in the place of its number by
`FrameOutput`: Ink would take it apart cell by cell, which takes twice as long as all the rest.
*/
export function App({store, onKeys, onPaste, onSuspendable}: AppProperties): ReactElement {
	const frameNumber = useSyncExternalStore(store.subscribe, store.getFrameNumber);
	useKeys({onKeys, onPaste});
	const {suspendTerminal} = useApp();
	useEffect(() => {
		onSuspendable(suspendTerminal);
	}, [suspendTerminal, onSuspendable]);
	return <Text>{frameNumber}</Text>;
}
