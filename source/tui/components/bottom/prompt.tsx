import type {ReactElement} from 'react';
import {useView, type Selector} from '../../hooks/use-screen.js';
import {paintLines} from '../../layout/line.js';
import {Rows} from '../rows.js';
import {promptLines} from './prompt-lines.js';

const promptRows: Selector<readonly string[]> = (view, look) => paintLines(promptLines(view, look).lines, view.state.size.columns, look);

/** What is asked or told at the foot of the screen. */
export function Prompt(): ReactElement {
	return <Rows rows={useView(promptRows)}/>;
}
