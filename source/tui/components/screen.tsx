import {Box} from 'ink';
import type {ReactElement} from 'react';
import type {Frame} from '../screen-store.js';
import {Row} from './row.js';

type ScreenProperties = {
	readonly frame: Frame;
};

export function Screen({frame}: ScreenProperties): ReactElement {
	return (
		<Box flexDirection='column'>
			{Array.from(frame, (text, row) => <Row key={row} text={text}/>)}
		</Box>
	);
}
