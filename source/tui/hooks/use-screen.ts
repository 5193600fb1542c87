import {isDeepStrictEqual} from 'node:util';
import {createContext, use, useCallback, useMemo, useSyncExternalStore} from 'react';
import {anyLook, type Look} from '../look/look.js';
import type {ScreenStore} from '../store/screen-store.js';
import type {View} from '../store/view.js';

export const LookContext = createContext<Look>(anyLook);

export const StoreContext = createContext<Pick<ScreenStore, 'subscribe' | 'view'> | undefined>(undefined);

/** A pure function of what is to be drawn. A component is drawn when the result has changed, not with each change of the state. */
export type Selector<Selected> = (view: View, look: Look) => Selected;

/** What a selector makes of the view, overlays included. */
export const useView = <Selected>(select: Selector<Selected>): Selected => {
	const store = use(StoreContext)!;
	const look = use(LookContext);
	const getSelected = useMemo(() => {
		let last: {readonly view: View; readonly selected: Selected} | undefined;
		return (): Selected => {
			const {view} = store;
			if (last?.view === view) {
				return last.selected;
			}

			const selected = select(view, look);
			last = {view, selected: last && isDeepStrictEqual(last.selected, selected) ? last.selected : selected};
			return last.selected;
		};
	}, [store, look, select]);
	return useSyncExternalStore(store.subscribe, getSelected);
};

/** The same of the screen below an overlay. */
export const useScreen = <Selected>(select: Selector<Selected>): Selected => {
	const look = use(LookContext);
	const behind = useMemo(() => ({...look, isBehind: true}), [look]);
	return useView(useCallback((view: View) => view.below ? select(view.below, behind) : select(view, look), [select, look, behind]));
};
