import {useApp, type SuspendTerminal} from 'ink';
import {useEffect, useSyncExternalStore, type ReactElement} from 'react';
import {Screen} from './components/screen.js';
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

/** Draws what the store holds and passes on what is typed. */
export function App({store, onKeys, onPaste, onSuspendable}: AppProperties): ReactElement {
	const frame = useSyncExternalStore(store.subscribe, store.getFrame);
	useKeys({onKeys, onPaste});
	const {suspendTerminal} = useApp();
	useEffect(() => {
		onSuspendable(suspendTerminal);
	}, [suspendTerminal, onSuspendable]);
	return <Screen frame={frame}/>;
}
