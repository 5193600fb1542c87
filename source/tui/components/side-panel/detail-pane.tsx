import type {ReactElement} from 'react';
import {useScreen, type Selector} from '../../hooks/use-screen.js';
import {paintLines} from '../../layout/line.js';
import {Rows} from '../rows.js';
import {sidePanel} from './side-panel.js';

const detailRows: Selector<readonly string[]> = (view, look) => paintLines(sidePanel(view, look), view.layout.side, look);

/** The selected backend or request beside the lists. */
export function DetailPane(): ReactElement {
	return <Rows rows={useScreen(detailRows)}/>;
}
