import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {SortColumn} from '../../state/backends-order.js';
import type {ScreenState} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {formatCount} from '../../text/units.js';

type OrderWords = {
	readonly by: string;
	readonly ascending: string;
	readonly descending: string;
};

const byFigure = (by: string): OrderWords => ({by, ascending: 'lowest first', descending: 'highest first'});

const orderWords: Readonly<Record<SortColumn, OrderWords>> = {
	added: {by: 'time of addition', ascending: 'oldest first', descending: 'newest first'},
	state: {by: 'state', ascending: 'problems first', descending: 'problems last'},
	url: {by: 'URL', ascending: 'A to Z', descending: 'Z to A'},
	connections: byFigure('connections'),
	rate: byFigure('req/s'),
	p50: byFigure('p50'),
	p95: byFigure('p95'),
	p99: byFigure('p99'),
	errors: byFigure('errors'),
	weight: byFigure('weight'),
};

/** Which backends are listed, if not all. */
const onlyWords = ({order: {isProblemsOnly, search}, status: {backends}}: ScreenState, {glyphs}: Look): string[] => {
	const only = [...(isProblemsOnly ? ['with problems'] : []), ...(search === '' ? [] : [`with ${sanitize(search, glyphs)}`])];
	return only.length === 0 ? [] : [`only those ${only.join(' ')}, of ${formatCount(backends.length)}`];
};

/** Deviations from the default list and order. */
export const orderRemark = (state: ScreenState, look: Look): Line => {
	const {column, isDescending, isGrouped} = state.order;
	const {by, ascending, descending} = orderWords[column];
	const sorted = column === 'added' && !isDescending ? [] : [`by ${by}, ${isDescending ? descending : ascending}`];
	const only = onlyWords(state, look);
	const words = [
		...only,
		...(isGrouped ? ['grouped by state'] : []),
		...sorted,
	];
	return words.length === 0 ? [] : [segment(words.join('; '), only.length === 0 ? 'muted' : 'warn')];
};
