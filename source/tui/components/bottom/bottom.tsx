import {Box} from 'ink';
import type {ReactElement} from 'react';
import {useView, type Selector} from '../../hooks/use-screen.js';
import type {View} from '../../store/view.js';
import {promptLines} from './prompt-lines.js';
import {Footer} from './footer.js';
import {Prompt} from './prompt.js';

const heightOf = ({layout: {bottom}}: View): number => bottom;

const hasRoomForKeys: Selector<boolean> = (view, look) => promptLines(view, look).hasKeys;

type BottomProperties = {
	/**
	Whether a text above does not fit on the screen.

	@default false
	*/
	readonly isLong?: boolean;
};

/** The foot of the screen: prompt, notice or details, and the keys. */
export function Bottom({isLong = false}: BottomProperties): ReactElement {
	const hasFooter = useView(hasRoomForKeys);
	return (
		<Box aria-role='toolbar' aria-label='Keys' flexDirection='column' flexShrink={0} height={useView(heightOf)} justifyContent='flex-end'>
			<Prompt/>
			{hasFooter ? <Footer isLong={isLong}/> : null}
		</Box>
	);
}
