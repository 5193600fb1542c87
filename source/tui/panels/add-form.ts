import {intendedUrl} from '../../model/intended-url.js';
import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import {isUntouched} from '../state/backend-field.js';
import type {AddMode} from '../state/add-mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {sanitize} from '../text/sanitize.js';
import {fieldLine} from './field-line.js';
import {formAdvice, formLines, type Room} from './form-advice.js';
import {paneRule} from './pane.js';

const adviceLines = (mode: AddMode, room: Room, look: Look): Line[] => {
	const url = sanitize(intendedUrl(mode.field.text), look.glyphs);
	const advice: Line = isUntouched(mode.field)
		? [segment(' For example http://127.0.0.1:3000', 'muted')]
		: [segment(` ${look.glyphs.up} `, 'good'), segment(`Enter adds ${url}`, 'muted')];
	return formAdvice(mode, {pending: `Adding ${url}`, advice: [advice]}, room, look);
};

/** The form that adds a backend: its rows, the most important first where there is no room for all. */
export const addForm = (mode: AddMode, {size: {columns}}: ScreenState, look: Look, layout: Layout): Line[] => formLines({
	above: [
		...(layout.tier === 'minimal' ? [] : [paneRule({title: 'Add a backend', isFocused: true}, columns, look)]),
		fieldLine(' URL  ', mode.field, columns, look),
	],
	advice: room => adviceLines(mode, room, look),
}, columns, layout);
