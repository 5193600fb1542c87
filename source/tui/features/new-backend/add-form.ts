import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {fieldLine} from '../../modes/field-line.js';
import {formAdvice, formLines, type Room} from '../../modes/form-advice.js';
import {paneRule} from '../../layout/pane.js';
import {hasOthers, type NewBackendMode} from './new-backend-mode.js';
import {intendedBackend, isUntouched} from './backend-field.js';

/** Many services have no page at `/` and would be down at once. */
const healthAdvice: Line = [segment(' Another health path: 3000 /health; for all: --health-path, --health-status', 'muted')];

const followWords = ({others = []}: NewBackendMode): string => others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'follows' : 'follow'}`;

const emptyAdvice = (mode: NewBackendMode): string => hasOthers(mode) ? `Enter skips it${followWords(mode)}` : 'For example http://127.0.0.1:3000';

/** A refused backend does not block the remaining pasted ones. */
const skipAdvice = (mode: NewBackendMode): Line[] => hasOthers(mode) && mode.problem !== undefined && !isUntouched(mode.field)
	? [[segment(`   ctrl-u enter skips it${followWords(mode)}`, 'muted')]]
	: [];

const adviceLines = (mode: NewBackendMode, room: Room, look: Look): Line[] => {
	const {url: meant, healthCheck} = intendedBackend(mode.field);
	const url = sanitize(meant, look.glyphs);
	const asked = healthCheck?.path === undefined ? '' : `, with the health path ${sanitize(healthCheck.path, look.glyphs)}`;
	const advice: Line = isUntouched(mode.field)
		? [segment(` ${emptyAdvice(mode)}`, 'muted')]
		: [segment(` ${look.glyphs.up} `, 'good'), segment(`Enter adds ${url}${asked}${followWords(mode)}`, 'muted')];
	const skip = skipAdvice(mode);
	return [
		...formAdvice(mode, {pending: `Adding ${url}`, advice: [advice, healthAdvice]}, {...room, rows: Math.max(1, room.rows - skip.length)}, look),
		...skip,
	];
};

/** The add form: its rows, the most important first if space is scarce. */
export const addForm = (mode: NewBackendMode, {size: {columns}}: ScreenState, look: Look, layout: Layout): Line[] => formLines({
	above: [
		...(layout.tier === 'minimal' ? [] : [paneRule({title: 'Add a backend', isFocused: true}, columns, look)]),
		fieldLine(' URL  ', mode.field, columns, look),
	],
	advice: room => adviceLines(mode, room, look),
}, columns, layout);
