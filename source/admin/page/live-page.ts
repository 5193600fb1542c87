import {createHash} from 'node:crypto';
import {html, raw} from 'hono/html';
import type {LogRecord} from '../../model/control.js';
import type {BackendStatus, Status} from '../../model/status.js';

/** More rows than anybody reads on a page. */
const maxBackends = 200;

const style = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 ui-monospace, monospace; max-width: 80rem; margin: 1rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; padding: 0.1rem 0.75rem 0.1rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
td.number { text-align: right; white-space: nowrap; }
.up { color: light-dark(#176b2c, #6fd58a); } .down { color: light-dark(#b3261e, #ff8a80); } .other { color: light-dark(#7a5a00, #f0c75e); }
[hidden] { display: none; }
`;

/** The page is always made here; what is shown of it is taken from a newer one each second. */
const script = `
const lost = document.querySelector('#lost');
setInterval(async () => {
	if (document.hidden) return;
	try {
		const response = await fetch('/', {headers: {Accept: 'text/html'}});
		if (!response.ok) throw new Error(response.statusText);
		const page = new DOMParser().parseFromString(await response.text(), 'text/html');
		document.querySelector('main').replaceWith(page.querySelector('main'));
		lost.hidden = true;
	} catch {
		lost.hidden = false;
	}
}, 1000);
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but this style and this script, whatever a backend or a client has managed to have shown. */
export const contentSecurityPolicy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const inMs = (figure: number | undefined): string => figure === undefined ? '–' : `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;
const inPercent = (share: number | undefined): string => share === undefined ? '–' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

const conditionOf = ({state, health, ejectedUntil, isBeingRemoved}: BackendStatus): readonly [glyph: string, word: string, kind: 'up' | 'down' | 'other'] => {
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

const backendRow = async (backend: BackendStatus): Promise<unknown> => {
	const {id, url, weight, connections, requests, failures, recent, healthReason = ''} = backend;
	const [glyph, word, kind] = conditionOf(backend);
	return html`
		<tr><td class="${kind}">${glyph} ${word}</td><td>${id}</td>
		<td>${url}</td><td class="number">${weight}</td><td class="number">${connections}</td><td class="number">${recent.requestsPerSecond.toFixed(1)}</td>
				<td class="number">${inMs(recent.p50Ms)}</td><td class="number">${inMs(recent.p99Ms)}</td>
				<td class="number">${inPercent(recent.errorShare)}</td><td class="number">${requests}</td><td class="number">${failures}</td><td>${healthReason}</td></tr>
	`;
};

const requestRow = async ({startedAt, method, target, status, durationMs, backend, error}: LogRecord): Promise<unknown> =>
	html`
		<tr><td>${new Date(startedAt).toISOString().slice(11, 19)}</td><td class="${status < 500 ? 'up' : 'down'}">${status}</td><td>${method}</td>
			<td>${target}</td><td>${backend?.url ?? '–'}</td><td class="number">${inMs(durationMs)}</td><td>${error ?? ''}</td></tr>
	`;

/**
The whole state as a page for a browser.

@param status - What to tell.
@param records - The newest requests, oldest first.
*/
export const livePage = async ({backends, totals, recent, policy, phase, proxy}: Status, records: readonly LogRecord[]): Promise<string> => {
	const left = backends.length - maxBackends;
	return html`
		<!doctype html>
		<html lang="en">
		<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width">
		<title>proxy-tui</title>
		<noscript><meta http-equiv="refresh" content="5"></noscript>
		<style>${raw(style)}</style>
		</head>
		<body>
		<h1>proxy-tui</h1>
		<p id="lost" class="down" role="status" hidden>✗ The connection is lost; this is what was known last.</p>
		<main>
		<p>${phase} on port ${proxy.port}, ${policy} · ${recent.requestsPerSecond.toFixed(1)} requests/s · p99 ${inMs(recent.p99Ms)}
		· errors ${inPercent(recent.errorShare)} · ${totals.inFlight} in flight · ${totals.requests} since the start</p>
		<table>
		<thead><tr><th>backend</th><th>id</th><th>URL</th><th>weight</th><th>in flight</th>
		<th>req/s</th><th>p50</th><th>p99</th><th>errors</th><th>requests</th><th>failures</th><th>last check</th></tr></thead>
		<tbody>${backends.slice(0, maxBackends).map(async backend => backendRow(backend))}</tbody>
		</table>
		${left > 0 ? html`<p>and ${left} more; <a href="/backends">/backends</a> lists all</p>` : ''}
		<table>
		<thead><tr><th>at (UTC)</th><th>status</th><th>method</th><th>target</th><th>backend</th><th>took</th><th>error</th></tr></thead>
		<tbody>${records.toReversed().map(async record => requestRow(record))}</tbody>
		</table>
		</main>
		<script>${raw(script)}</script>
		</body>
		</html>
	`;
};
