import {html} from 'hono/html';
import type {LogRecord} from '../../model/access-log-entry.js';
import {cell, inMs, kindOf} from './cells.js';

const requestRow = async ({number, startedAt, method, target, status, durationMs, backend, error}: LogRecord) => html`
	<tr>${cell('', new Date(startedAt).toISOString().slice(11, 19))}${cell('', status, kindOf(status))}${cell('', method)}
	<td class="long"><a href="/page/requests/${number}">${target}</a></td>${cell('backend', backend?.url ?? '–', 'long')}${cell('took', inMs(durationMs), 'number')}${cell('error', error ?? '')}</tr>
`;

/** Requests, each with a link to its page. */
export const requestTable = async (records: readonly LogRecord[]) => html`
	<table>
	<thead><tr><th>at (UTC)</th><th>status</th><th>method</th><th>target</th><th>backend</th><th class="number">took</th><th>error</th></tr></thead>
	<tbody>${records.map(async record => requestRow(record))}</tbody>
	</table>
`;
