import {Box} from 'ink';
import type {ReactElement} from 'react';
import {useScreen, useView} from '../hooks/use-screen.js';
import {traitsOf, type ModeScreen as Described, type Size} from '../state/screen-state.js';
import type {View} from '../store/view.js';
import {MainScreen} from './main-screen.js';
import {ModeScreen} from './mode-screen.js';

const screenOf = ({state}: View): Described | undefined => {
	const screen = traitsOf(state)?.screen;
	return screen?.applies?.(state) === false ? undefined : screen;
};

const sizeOf = ({state: {size}}: View): Size => size;

/** The screen of the mode, in exactly the size of the terminal. */
export function Screen(): ReactElement {
	const {columns, rows} = useView(sizeOf);
	const screen = useScreen(screenOf);
	return (
		<Box flexDirection='column' width={columns} height={rows}>
			{screen ? <ModeScreen screen={screen}/> : <MainScreen/>}
		</Box>
	);
}
