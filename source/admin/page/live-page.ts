import {html} from 'hono/html';
import type {LogRecord} from '../../model/access-log-entry.js';
import {lackReason} from '../../model/abilities.js';
import type {BackendStatus, Status} from '../../model/status.js';
import {cell, inMs, inPercent, type Kind} from './cells.js';
import {documentOf} from './document.js';
import {requestTable} from './request-table.js';

/** Maximum number of rows. */
const maxBackends = 200;

/** Minimum wait shown. */
const longWaitMs = 2000;

const conditionOf = ({state, health, ejectedUntil, isBeingRemoved}: BackendStatus): readonly [glyph: string, word: string, kind: Kind] => {
	if (state === 'disabled') {
		return ['○', 'disabled', 'other'];
	}

	if (state === 'draining') {
		return ['◐', isBeingRemoved ? 'leaving' : 'draining', 'other'];
	}

	if (health === 'unhealthy') {
		return ['✗', 'down', 'down'];
	}

	if (ejectedUntil !== undefined) {
		return ['!', 'ejected', 'down'];
	}

	return health === 'healthy' ? ['●', 'up', 'up'] : ['?', 'unknown', 'other'];
};

const figureNames = ['weight', 'in flight', 'req/s', 'p50', 'p99', 'errors', 'requests', 'failures', 'aborted'] as const;

const figuresOf = ({weight, connections, oldestRequestMs = 0, recent, requests, failures, aborted}: BackendStatus): ReadonlyArray<string | number> => [
	weight,
	`${connections}${oldestRequestMs < longWaitMs ? '' : ` · ${Math.floor(oldestRequestMs / 1000)} s`}`,
	recent.requestsPerSecond.toFixed(1),
	inMs(recent.p50Ms),
	inMs(recent.p99Ms),
	inPercent(recent.errorShare),
	requests,
	failures,
	aborted,
];

const backendRow = async (backend: BackendStatus) => {
	const {id, url, healthReason = '', lastCheck} = backend;
	const [glyph, word, kind] = conditionOf(backend);
	return html`
		<tr>${cell('', `${glyph} ${word}`, kind)}${cell('', id)}${cell('', url, 'long')}
		${figuresOf(backend).map(async (figure, index) => cell(figureNames[index]!, figure, 'number'))}${cell('last check', `${healthReason}${lastCheck?.hint === undefined ? '' : `; ${lastCheck.hint}`}`, 'long')}</tr>
	`;
};

/**
The status page.

@param status
@param records - The newest requests, oldest first.
*/
export const livePage = async (status: Status, records: readonly LogRecord[]): Promise<string> => {
	const {backends, totals, recent, policy, phase, proxy} = status;
	const left = backends.length - maxBackends;
	const up = backends.filter(backend => conditionOf(backend)[2] === 'up').length;
	return documentOf({
		title: `${up}/${backends.length} up`,
		isLive: true,
		content: html`
			<p>${phase} on port ${proxy.port}, ${policy} · ${recent.requestsPerSecond.toFixed(1)} requests/s · p99 ${inMs(recent.p99Ms)}
			· errors ${inPercent(recent.errorShare)} · ${totals.inFlight} in flight · ${totals.requests} since the start</p>
			${lackReason(status, 'top') === undefined ? html`<p><a href="/page/top">who sends most</a></p>` : ''}
			<table>
			<thead><tr><th>backend</th><th>id</th><th>URL</th>${figureNames.map(async name => html`<th class="number">${name}</th>`)}
			<th>last check</th></tr></thead>
			<tbody>${backends.slice(0, maxBackends).map(async backend => backendRow(backend))}</tbody>
			</table>
			${left > 0 ? html`<p>and ${left} more; <a href="/backends">/backends</a> lists all</p>` : ''}
			${requestTable(records.toReversed())}
		`,
	});
};
