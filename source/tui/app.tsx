import {Text, useApp, type SuspendTerminal} from 'ink';
import {useEffect, useSyncExternalStore, type ReactElement} from 'react';
import {useKeys} from './hooks/use-keys.js';
import type {KeyPress} from './key-press.js';
import type {ScreenStore} from './screen-store.js';

type AppProperties = {
	readonly store: ScreenStore;
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
	/** Called with the function that suspends the screen. */
	readonly onSuspendable: (suspend: SuspendTerminal) => void;
};

/**
Makes Ink draw for every frame of the store, and passes input on. `FrameOutput` replaces the frame's number by the frame itself: Ink would
take it apart cell by cell, which doubles the cost of a frame.
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
