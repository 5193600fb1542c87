import {maxWeight, minWeight} from '../../../model/backend.js';
import {heedsWeights} from '../../../model/pool.js';
import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {shortUrl} from '../../text/address.js';
import {sanitize} from '../../text/sanitize.js';
import {fieldLine} from '../../modes/field-line.js';
import {formAdvice, formLines, type Room} from '../../modes/form-advice.js';
import {paneRule} from '../../layout/pane.js';
import type {WeightMode} from './weight-mode.js';

const whose = ({backends}: WeightMode, {glyphs}: Look): string =>
	backends.length === 1 ? sanitize(shortUrl(backends[0]!.url), glyphs) : `${backends.length} marked backends`;

const adviceLines = (mode: WeightMode, {status: {policy}}: ScreenState, room: Room, look: Look): Line[] => {
	const {backends, field: {text}} = mode;
	const {glyphs} = look;
	const weights = [...new Set(backends.map(({weight}) => weight))].toSorted((first, second) => first - second);
	const now = weights.join(', ');
	const ignored = heedsWeights(policy) ? '' : `; ${policy} ignores it`;
	const advice: Line = text === '' || (weights.length === 1 && Number(text) === weights[0])
		? [segment(` ${now} now; from ${minWeight} to ${maxWeight}${ignored}`, 'muted')]
		: [segment(` ${glyphs.up} `, 'good'), segment(`Enter changes weight of ${whose(mode, look)} from ${now} to ${sanitize(text, glyphs)}${ignored}`, 'muted')];
	return formAdvice(mode, {pending: `Changing the weight to ${sanitize(text, glyphs)}`, advice: [advice]}, room, look);
};

/** The weight form: its rows, the most important first if space is scarce. */
export const weightForm = (mode: WeightMode, state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {columns} = state.size;
	const url = whose(mode, look);
	return formLines({
		above: layout.tier === 'minimal'
			? [fieldLine(` ${url} weight  `, mode.field, columns, look)]
			: [paneRule({title: `Weight of ${url}`, isFocused: true}, columns, look), fieldLine(' Weight  ', mode.field, columns, look)],
		advice: room => adviceLines(mode, state, room, look),
	}, columns, layout);
};
