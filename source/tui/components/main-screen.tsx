import type {ReactElement} from 'react';
import {useScreen} from '../hooks/use-screen.js';
import type {View} from '../store/view.js';
import {Bottom} from './bottom/bottom.js';
import {DetailPane} from './side-panel/detail-pane.js';
import {Header} from './header/header.js';
import {Lists} from './lists/lists.js';

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
