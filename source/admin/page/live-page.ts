import {createHash} from 'node:crypto';
import {html, raw} from 'hono/html';
import type {LogRecord} from '../../model/access-log-entry.js';
import type {BackendStatus, Status} from '../../model/status.js';

/** Maximum number of rows. */
const maxBackends = 200;

const style = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 ui-monospace, monospace; max-width: 100rem; margin: 1rem auto; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
#live { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; white-space: nowrap; padding: 0.1rem 1.25rem 0.1rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.long { min-width: 16rem; white-space: normal; overflow-wrap: anywhere; }
.up { color: light-dark(#176b2c, #6fd58a); } .down { color: light-dark(#b3261e, #ff8a80); } .other { color: light-dark(#7a5a00, #f0c75e); }
[hidden] { display: none; }
`;

/** The page is rendered on the server; the script replaces its content every second. */
const script = `
const lost = document.querySelector('#lost');
setInterval(async () => {
	// A selection is probably being copied.
	if (document.hidden || !getSelection().isCollapsed) return;
	try {
		// Not by a path alone, which cannot be fetched where the address of the page holds name and password.
		const response = await fetch(location.origin, {headers: {Accept: 'text/html'}});
		if (!response.ok) throw new Error(response.statusText);
		const page = new DOMParser().parseFromString(await response.text(), 'text/html');
		document.querySelector('main').replaceWith(page.querySelector('main'));
		document.title = page.title;
		lost.hidden = true;
	} catch {
		lost.hidden = false;
	}
}, 1000);
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only this style and script are allowed, whatever a backend or client has managed to inject. */
export const contentSecurityPolicy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const inMs = (figure: number | undefined): string => figure === undefined ? '–' : `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;
/** Minimum wait shown. */
const longWaitMs = 2000;

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
	const {id, url, weight, connections, requests, failures, aborted, oldestRequestMs = 0, recent, healthReason = '', lastCheck} = backend;
	const [glyph, word, kind] = conditionOf(backend);
	return html`
		<tr><td class="${kind}">${glyph} ${word}</td><td>${id}</td>
		<td class="long">${url}</td><td class="number">${weight}</td><td class="number">${connections}${oldestRequestMs < longWaitMs ? '' : ` · ${Math.floor(oldestRequestMs / 1000)} s`}</td><td class="number">${recent.requestsPerSecond.toFixed(1)}</td>
				<td class="number">${inMs(recent.p50Ms)}</td><td class="number">${inMs(recent.p99Ms)}</td>
				<td class="number">${inPercent(recent.errorShare)}</td><td class="number">${requests}</td><td class="number">${failures}</td><td class="number">${aborted}</td><td class="long">${healthReason}${lastCheck?.hint === undefined ? '' : `; ${lastCheck.hint}`}</td></tr>
	`;
};

const kindOf = (status: number): 'up' | 'down' | 'other' => status < 400 ? 'up' : (status < 500 ? 'other' : 'down');

const requestRow = async ({startedAt, method, target, status, durationMs, backend, error}: LogRecord): Promise<unknown> =>
	html`
		<tr><td>${new Date(startedAt).toISOString().slice(11, 19)}</td><td class="${kindOf(status)}">${status}</td><td>${method}</td>
			<td class="long">${target}</td><td>${backend?.url ?? '–'}</td><td class="number">${inMs(durationMs)}</td><td>${error ?? ''}</td></tr>
	`;

/**
The status page.

@param status
@param records - The newest requests, oldest first.
*/
export const livePage = async ({backends, totals, recent, policy, phase, proxy}: Status, records: readonly LogRecord[]): Promise<string> => {
	const left = backends.length - maxBackends;
	const up = backends.filter(backend => conditionOf(backend)[2] === 'up').length;
	return html`
		<!doctype html>
		<html lang="en">
		<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width">
		<title>${up}/${backends.length} up · proxy-tui</title>
		<noscript><meta http-equiv="refresh" content="5"></noscript>
		<style>${raw(style)}</style>
		</head>
		<body>
		<h1>proxy-tui</h1>
		<p id="lost" class="down" role="status" hidden>✗ The connection is lost; this is the last known status.</p>
		<div id="live"><main>
		<p>${phase} on port ${proxy.port}, ${policy} · ${recent.requestsPerSecond.toFixed(1)} requests/s · p99 ${inMs(recent.p99Ms)}
		· errors ${inPercent(recent.errorShare)} · ${totals.inFlight} in flight · ${totals.requests} since the start</p>
		<table>
		<thead><tr><th>backend</th><th>id</th><th>URL</th>${['weight', 'in flight', 'req/s', 'p50', 'p99', 'errors', 'requests', 'failures', 'aborted'].map(async name => html`<th class="number">${name}</th>`)}
		<th>last check</th></tr></thead>
		<tbody>${backends.slice(0, maxBackends).map(async backend => backendRow(backend))}</tbody>
		</table>
		${left > 0 ? html`<p>and ${left} more; <a href="/backends">/backends</a> lists all</p>` : ''}
		<table>
		<thead><tr><th>at (UTC)</th><th>status</th><th>method</th><th>target</th><th>backend</th><th class="number">took</th><th>error</th></tr></thead>
		<tbody>${records.toReversed().map(async record => requestRow(record))}</tbody>
		</table>
		</main></div>
		<script>${raw(script)}</script>
		</body>
		</html>
	`;
};
