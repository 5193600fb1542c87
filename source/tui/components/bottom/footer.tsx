import type {ReactElement} from 'react';
import {useView, type Selector} from '../../hooks/use-screen.js';
import {paintLines} from '../../layout/line.js';
import {Rows} from '../rows.js';
import {footerLine} from './footer-line.js';

const footerRows = (isLong: boolean): Selector<readonly string[]> => ({state}, look) => paintLines([footerLine(state, look, isLong)], state.size.columns, look);

const keys = footerRows(false);
const keysOfLongText = footerRows(true);

type FooterProperties = {
	/** Whether a text above does not fit on the screen. */
	readonly isLong: boolean;
};

/** The active keys. */
export function Footer({isLong}: FooterProperties): ReactElement {
	return <Rows rows={useView(isLong ? keysOfLongText : keys)}/>;
}
