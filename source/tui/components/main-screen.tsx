import type {ReactElement} from 'react';
import {useScreen} from '../hooks/use-screen.js';
import type {View} from '../view.js';
import {Bottom} from './bottom.js';
import {DetailPane} from './detail-pane.js';
import {Header} from './header.js';
import {Lists} from './lists.js';

const sideOf = ({layout: {side}}: View): number => side;

/** Both lists and, if there is room, details of what is selected. */
export function MainScreen(): ReactElement {
	return (
		<>
			<Header/>
			<Lists panelColumns={useScreen(sideOf)}>
				<DetailPane/>
			</Lists>
			<Bottom/>
		</>
	);
}
