import type {TopFigures, TopList, TopRequests, TopMeasure, TopSubject} from '../../../model/top-list.js';
import {formatBytes, formatDuration, formatShare, formatSpan} from '../../../tui/text/units.js';
import {printable} from './printable.js';
import {requestText} from './item-text.js';
import {table} from './table.js';

const figureTexts: Readonly<Record<TopMeasure, (figure: number) => string>> = {
	count: String,
	bytes: formatBytes,
	time: formatDuration,
	rate_limited: String,
	failures: String,
};

const titles: Readonly<Record<TopMeasure, string>> = {count: 'REQUESTS', bytes: 'BYTES', time: 'TIME', rate_limited: '429', failures: '5XX'};

const measures = Object.keys(titles) as readonly TopMeasure[];

const cellsOf = (figures: TopFigures): readonly string[] => measures.map(measure => figureTexts[measure](figures[measure]));

/** Groups of requests as a table, the highest first, with their share of all. */
export const topText = ({entries, totals, errorBounds, spanMs}: TopList, by: TopSubject, measure: TopMeasure): string => {
	const share = (figure: number): string => totals[measure] === 0 ? '-' : formatShare(figure / totals[measure]);
	const columns = [{title: by.replace('_', ' ').toUpperCase()}, ...measures.map(each => ({title: titles[each], isNumber: true as const})), {title: 'SHARE', isNumber: true as const}];
	const rows = entries.map(entry => [printable(entry.name === '' ? '(none)' : entry.name), ...cellsOf(entry), share(entry[measure])]);
	const bound = errorBounds[measure];
	return [
		`by ${by.replace('_', ' ')}, the last ${formatSpan(spanMs)}, ${totals.count} requests${bound === 0 ? '' : `; ${titles[measure]} may be up to ${figureTexts[measure](bound)} too low`}`,
		table(columns, [...rows, ['all', ...cellsOf(totals), share(totals[measure])]]),
	].join('\n');
};

/** Single requests, the highest first. */
export const topRequestsText = ({requests, spanMs}: TopRequests): string =>
	[`the last ${formatSpan(spanMs)}`, ...requests.map(record => printable(requestText(record)))].join('\n');
