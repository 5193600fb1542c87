import type {ReactElement} from 'react';
import {useView, type Selector} from '../hooks/use-screen.js';
import {paintLines} from '../layout/line.js';
import {promptLines} from '../panels/prompt-lines.js';
import {Rows} from './rows.js';

const promptRows: Selector<readonly string[]> = (view, look) => paintLines(promptLines(view, look).lines, view.state.size.columns, look);

/** What is asked or told at the foot of the screen. */
export function Prompt(): ReactElement {
	return <Rows rows={useView(promptRows)}/>;
}
