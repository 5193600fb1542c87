import {useApp, type SuspendTerminal} from 'ink';
import {useEffect, type ReactElement} from 'react';
import {useKeys} from '../hooks/use-keys.js';
import {LookContext, StoreContext} from '../hooks/use-screen.js';
import type {KeyPress} from '../terminal/key-press.js';
import type {Look} from '../look/look.js';
import type {ScreenStore} from '../store/screen-store.js';
import {Screen} from './screen.js';

type AppProperties = {
	readonly store: ScreenStore;
	readonly look: Look;
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
	/** Called with the function that suspends the screen. */
	readonly onSuspendable: (suspend: SuspendTerminal) => void;
};

/** The screen with its input. */
export function App({store, look, onKeys, onPaste, onSuspendable}: AppProperties): ReactElement {
	useKeys({onKeys, onPaste});
	const {suspendTerminal} = useApp();
	useEffect(() => {
		onSuspendable(suspendTerminal);
	}, [suspendTerminal, onSuspendable]);
	return (
		<StoreContext value={store}>
			<LookContext value={look}>
				<Screen/>
			</LookContext>
		</StoreContext>
	);
}
