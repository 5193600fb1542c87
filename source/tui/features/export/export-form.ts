import type {Layout, Tier} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {paneRule} from '../../layout/pane.js';
import {fieldLine} from '../../modes/field-line.js';
import {formAdvice, formLines, type Room} from '../../modes/form-advice.js';
import type {ExportMode} from './export-mode.js';
import {exportFormats, formatNames} from './export-format.js';

const titleOf = ({records: {length}, choice}: ExportMode): string => {
	const count = length === 1 ? '1 request' : `${length} requests`;
	return choice === 'inspected' ? 'Export this request' : `Export ${choice === 'marked' ? `${count} marked` : `all ${count} listed`}`;
};

/** The selected format, if not all fit. */
const formatLine = ({format}: ExportMode, tier: Tier): Line => [
	segment(' Format ', 'strong'),
	...(tier === 'minimal' ? [format] : exportFormats).flatMap(name => [segment(` ${formatNames[name]} `, name === format ? 'selected' : 'muted'), segment(' ')]),
];

const secretsLine = (showsSecrets: boolean): Line =>
	[showsSecrets ? segment(' Secret headers are written as they are', 'warn') : segment(' Secret headers are masked', 'muted')];

/** Without a rule, what is exported matters more than the format. */
const adviceLines = (mode: ExportMode, tier: Tier, room: Room, look: Look): Line[] =>
	formAdvice(mode, {pending: 'Writing', advice: [tier === 'minimal' ? [segment(` ${titleOf(mode)}`, 'muted')] : secretsLine(mode.showsSecrets)]}, room, look);

/** The export form: its rows, the most important first if space is scarce. */
export const exportForm = (mode: ExportMode, {size: {columns}}: ScreenState, look: Look, layout: Layout): Line[] => formLines({
	above: [
		...(layout.tier === 'minimal' ? [] : [paneRule({title: titleOf(mode), isFocused: true}, columns, look)]),
		formatLine(mode, layout.tier),
		fieldLine(' File   ', mode.field, columns, look),
	],
	advice: room => adviceLines(mode, layout.tier, room, look),
}, columns, layout);
