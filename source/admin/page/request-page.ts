import {html} from 'hono/html';
import type {CapturedBody, ExchangeDetail, ExchangePhases, RawHeaders} from '../../model/exchange-detail.js';
import {cell, inMs, kindOf} from './cells.js';
import {documentOf} from './document.js';

/** In bytes. */
const maxBody = 100_000;

const phaseNames: Readonly<Record<keyof ExchangePhases, string>> = {
	queueMs: 'queue', earlierAttemptsMs: 'earlier attempts', connectMs: 'connect', tlsMs: 'TLS', firstByteMs: 'first byte', bodyMs: 'transfer',
};

const fieldRows = (fields: RawHeaders) => fields.flatMap((name, index) => index % 2 === 0 ? [html`<tr>${cell('', name)}${cell('', fields[index + 1]!, 'long')}</tr>`] : []);

const section = async (title: string, rows: readonly unknown[]) => rows.length === 0 ? '' : html`<h2>${title}</h2><table><tbody>${rows}</tbody></table>`;

const bodySection = async (title: string, {bytes, totalBytes}: CapturedBody) => {
	const shown = bytes.subarray(0, maxBody);
	const text = new TextDecoder().decode(shown, {stream: true});
	// What does not decode is no text, or compressed.
	const isText = !/[\0\u{FFFD}]/v.test(text);
	const rest = totalBytes - shown.length;
	return html`<h2>${title}, ${totalBytes} bytes</h2><pre>${isText ? text : 'not text'}</pre>${isText && rest > 0 ? html`<p>and ${rest} bytes more</p>` : ''}`;
};

/** All details of one request. */
export const requestPage = async ({record, httpVersion, requestHeaders, statusText = '', responseHeaders = [], choice, phases, requestBody, responseBody}: ExchangeDetail): Promise<string> => {
	const {number, startedAt, method, target, status, durationMs, client, backend, attempts, failedAttempts = [], error, errorDetail} = record;
	const rows: ReadonlyArray<readonly [name: string, text: string | undefined]> = [
		['at', new Date(startedAt).toISOString()],
		['took', inMs(durationMs)],
		['client', client],
		['backend', backend && `${backend.id} ${backend.url}`],
		['choice', choice && `${choice.policy}: ${choice.reason}`],
		['attempts', String(attempts)],
		...failedAttempts.map(({backend: {url}, reason}) => ['failed attempt', `${url}: ${reason}`] as const),
		['error', error === undefined ? undefined : `${error}${errorDetail === undefined ? '' : `: ${errorDetail}`}`],
	];
	return documentOf({
		title: `${method} ${target}`,
		isLive: false,
		content: html`
			<p><a href="/">all requests</a></p>
			<p>${method} ${target}${httpVersion === '' ? '' : ` HTTP/${httpVersion}`}</p>
			<p class="${kindOf(status)}">${status} ${statusText}</p>
			${section(`Request ${number}`, rows.filter(([, text]) => text !== undefined).map(async ([name, text]) => html`<tr>${cell('', name)}${cell('', text!, 'long')}</tr>`))}
			${section('Time', Object.entries(phases).map(async ([phase, ms]) => html`<tr>${cell('', phaseNames[phase as keyof ExchangePhases])}${cell('', inMs(ms), 'long')}</tr>`))}
			${section('Request headers', fieldRows(requestHeaders))}
			${requestBody ? bodySection('Request body', requestBody) : ''}
			${section('Response headers', fieldRows(responseHeaders))}
			${responseBody ? bodySection('Response body', responseBody) : ''}
		`,
	});
};
