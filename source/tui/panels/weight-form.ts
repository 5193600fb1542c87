import {maxWeight, minWeight} from '../../model/backend.js';
import {heedsWeights} from '../../model/pool.js';
import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import type {WeightMode} from '../state/weight-mode.js';
import {shortUrl} from '../text/address.js';
import {sanitize} from '../text/sanitize.js';
import {fieldLine, refusalLine} from './field-line.js';
import {formAdvice} from './form-advice.js';
import {paneRule} from './pane.js';

const adviceLine = (mode: WeightMode, {status: {policy}}: ScreenState, look: Look): Line => {
	const {backend, field: {text}} = mode;
	const {glyphs} = look;
	const unheeded = heedsWeights(policy) ? '' : `; ${policy} ignores it`;
	const advice: Line = text === '' || Number(text) === backend.weight
		? [segment(` ${backend.weight} now; from ${minWeight} to ${maxWeight}${unheeded}`, 'muted')]
		: [segment(` ${glyphs.up} `, 'good'), segment(`Enter gives ${sanitize(shortUrl(backend.url), glyphs)} weight ${sanitize(text, glyphs)}, no longer ${backend.weight}${unheeded}`, 'muted')];
	return formAdvice(mode, {pending: `Giving it weight ${sanitize(text, glyphs)}`, advice}, look);
};

/** The form that changes a backend's weight: its rows, the most important first where there is no room for all. */
export const weightForm = (mode: WeightMode, state: ScreenState, look: Look, {tier}: Layout): Line[] => {
	const {columns} = state.size;
	const title = `Weight of ${sanitize(shortUrl(mode.backend.url), look.glyphs)}`;
	return [
		...(tier === 'minimal' ? [] : [paneRule({title, isFocused: true}, columns, look)]),
		fieldLine(' Weight  ', mode.field, columns, look),
		refusalLine(mode.field) ?? adviceLine(mode, state, look),
	];
};
