import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {listedBackends} from '../../state/backends-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import {formatCount} from '../../text/units.js';
import {fieldLine, refusalLine} from '../../modes/field-line.js';
import {paneRule} from '../../layout/pane.js';
import type {FindMode} from './find-mode.js';

const adviceLine = ({field: {text}}: FindMode, state: ScreenState): Line => {
	if (text === '') {
		return [segment(' Part of a URL, such as :9091', 'muted')];
	}

	const found = listedBackends(state).length;
	const words = ` ${formatCount(found)} of ${formatCount(state.status.backends.length)} ${found === 1 ? 'has' : 'have'} it in the URL`;
	return [segment(state.order.isProblemsOnly ? `${words} and have problems` : words, found === 0 ? 'warn' : 'muted')];
};

/** The backend search prompt; its rows, the most important first if space is scarce. */
export const findPrompt = (mode: FindMode, state: ScreenState, look: Look, {tier}: Layout): Line[] => [
	...(tier === 'minimal' ? [] : [paneRule({title: 'Find backends', isFocused: true}, state.size.columns, look)]),
	fieldLine(' Find  ', mode.field, state.size.columns, look),
	refusalLine(mode.field) ?? adviceLine(mode, state),
];
