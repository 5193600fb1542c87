import {useMemo, useSyncExternalStore} from 'react';
import type {ScreenTheme} from '../../model/screen-theme.js';
import type {Look} from '../look/look.js';
import type {ScreenStore} from '../store/screen-store.js';
import type {Ground} from '../terminal/ground.js';

export type LookOf = (theme: ScreenTheme, ground: Ground | undefined) => Look;

/** The look of the theme that is chosen, on the background that the terminal reports. */
export const useLook = (store: ScreenStore, lookOf: LookOf): Look => {
	const theme = useSyncExternalStore(store.subscribe, () => store.view.state.theme);
	const ground = useSyncExternalStore(store.subscribe, () => store.view.state.ground);
	return useMemo(() => lookOf(theme, ground), [lookOf, theme, ground]);
};
