import {exportFormats, formatNames} from '../export/export-format.js';
import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ExportMode} from '../state/export-mode.js';
import type {ScreenState} from '../state/screen-state.js';
import {sanitize} from '../text/sanitize.js';
import {paneRule} from './pane.js';
import {fieldLine} from './field-line.js';

const titleOf = ({records: {length}, choice}: ExportMode): string => {
	const count = length === 1 ? '1 request' : `${length} requests`;
	return choice === 'inspected' ? 'Export this request' : `Export ${choice === 'marked' ? `${count} that you marked` : `all ${count} listed`}`;
};

const formatLine = ({format}: ExportMode): Line => [
	segment(' Format ', 'strong'),
	...exportFormats.flatMap(name => [segment(` ${formatNames[name]} `, name === format ? 'selected' : 'muted'), segment(' ')]),
];

const adviceLine = ({isPending, problem, showsSecrets}: ExportMode, {glyphs}: Look): Line => {
	if (isPending) {
		return [segment(` Writing${glyphs.ellipsis}`, 'info')];
	}

	return problem === undefined
		? [segment(showsSecrets ? ' Secret headers are written as they are' : ' Secret headers are masked', showsSecrets ? 'warn' : 'muted')]
		: [segment(` ${glyphs.down} `, 'bad'), segment(sanitize(problem, glyphs), 'warn')];
};

/** The form that writes requests down: its rows, the most important first where there is no room for all. */
export const exportForm = (mode: ExportMode, {size: {columns}}: ScreenState, look: Look, {tier}: Layout): Line[] => [
	...(tier === 'minimal' ? [] : [paneRule({title: titleOf(mode), isFocused: true}, columns, look)]),
	formatLine(mode),
	fieldLine(' File   ', mode.field, columns, look),
	// Where there is no rule for it, what is exported matters more than how.
	tier === 'minimal' && mode.problem === undefined && !mode.isPending ? [segment(` ${titleOf(mode)}`, 'muted')] : adviceLine(mode, look),
];
