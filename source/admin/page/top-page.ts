import {html} from 'hono/html';
import {
	requestMeasures,
	topMeasures,
	topSpans,
	topSubjects,
	type RequestMeasure,
	type TopFigures,
	type TopList,
	type TopMeasure,
	type TopRequests,
	type TopSpan,
	type TopSubject,
} from '../../model/top-list.js';
import {cell, inMs, inPercent} from './cells.js';
import {documentOf} from './document.js';
import {requestTable} from './request-table.js';

export const topPageSubjects = [...topSubjects, 'requests'] as const;
export const topPageMeasures = [...new Set([...topMeasures, ...requestMeasures])] as const;

/** What is shown: groups of requests, or single ones. */
export type ShownTop = {readonly over: TopSpan} & (
	| {readonly by: TopSubject; readonly measure: TopMeasure; readonly list: TopList}
	| {readonly by: 'requests'; readonly measure: RequestMeasure; readonly list: TopRequests}
);

type Choice = Pick<ShownTop, 'by' | 'measure' | 'over'>;

const words = (name: string): string => name.replace('_', ' ');

/** Each value of a choice, as a link unless it is the current one. */
const choices = async <Name extends keyof Choice>(name: Name, values: ReadonlyArray<Choice[Name]>, current: Choice) =>
	html`<p>${name} ${values.map(async value => value === current[name]
		? html`<strong>${words(value)}</strong> `
		// Measures differ between groups and requests; the usual one goes with either.
		: html`<a href="/page/top?${new URLSearchParams(name === 'by' ? {by: value, over: current.over} : {...current, [name]: value}).toString()}">${words(value)}</a> `)}</p>`;

const figureCells = ({count, bytes, time, rate_limited: rateLimited, failures}: TopFigures) =>
	[['requests', count], ['bytes', bytes], ['time', inMs(time)], ['429', rateLimited], ['5xx', failures]].map(async ([name, figure]) => cell(String(name), figure!, 'number'));

const groupTable = async (by: TopSubject, measure: TopMeasure, {entries, totals, errorBounds}: TopList) => {
	const share = async (figures: TopFigures) => cell('share', inPercent(totals[measure] === 0 ? undefined : figures[measure] / totals[measure]), 'number');
	return html`
		<table>
		<thead><tr><th>${words(by)}</th>${['requests', 'bytes', 'time', '429', '5xx', 'share'].map(async name => html`<th class="number">${name}</th>`)}</tr></thead>
		<tbody>${entries.map(async entry => html`<tr>${cell('', entry.name === '' ? '(none)' : entry.name, 'long')}${figureCells(entry)}${share(entry)}</tr>`)}
		<tr>${cell('', 'all', 'long')}${figureCells(totals)}${share(totals)}</tr></tbody>
		</table>
		${errorBounds[measure] > 0 ? html`<p>Each may be too low by ${measure === 'time' ? inMs(errorBounds.time) : errorBounds[measure]} at most.</p>` : ''}
	`;
};

/** Who sends most, or which requests are slowest. */
export const topPage = async (shown: ShownTop): Promise<string> => {
	const {by, measure, over, list} = shown;
	const current: Choice = {by, measure, over};
	return documentOf({
		title: `Top: ${words(by)}`,
		isLive: true,
		content: html`
			<p><a href="/">status</a></p>
			${choices('by', topPageSubjects, current)}
			${choices('measure', by === 'requests' ? requestMeasures : topMeasures, current)}
			${choices('over', topSpans, current)}
			${shown.by === 'requests' ? requestTable(shown.list.requests) : groupTable(shown.by, shown.measure, shown.list)}
			<p>The last ${Math.round(list.spanMs / 1000)} s</p>
		`,
	});
};
