import {useApp, type SuspendTerminal} from 'ink';
import {useEffect, type ReactElement} from 'react';
import {useKeys} from '../hooks/use-keys.js';
import {useLook, type LookOf} from '../hooks/use-look.js';
import {LookContext, StoreContext} from '../hooks/use-screen.js';
import type {KeyPress} from '../terminal/key-press.js';
import type {ScreenStore} from '../store/screen-store.js';
import {Screen} from './screen.js';

type AppProperties = {
	readonly store: ScreenStore;
	/** A pure function. */
	readonly lookOf: LookOf;
	readonly onKeys: (keys: readonly KeyPress[]) => void;
	readonly onPaste: (text: string) => void;
	/** Called with the function that suspends the screen. */
	readonly onSuspendable: (suspend: SuspendTerminal) => void;
};

/** The screen with its input. */
export function App({store, lookOf, onKeys, onPaste, onSuspendable}: AppProperties): ReactElement {
	useKeys({onKeys, onPaste});
	const {suspendTerminal} = useApp();
	useEffect(() => {
		onSuspendable(suspendTerminal);
	}, [suspendTerminal, onSuspendable]);
	return (
		<StoreContext value={store}>
			<LookContext value={useLook(store, lookOf)}>
				<Screen/>
			</LookContext>
		</StoreContext>
	);
}
