import {createHash} from 'node:crypto';
import {html, raw} from 'hono/html';

const style = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 ui-monospace, monospace; max-width: 100rem; margin: 1rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 0; }
main { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; white-space: nowrap; padding: 0.1rem 1.25rem 0.1rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.long { min-width: 16rem; white-space: normal; }
pre { white-space: pre-wrap; margin: 0.5rem 0; }
.up { color: light-dark(#176b2c, #6fd58a); } .down { color: light-dark(#b3261e, #ff8a80); } .other { color: light-dark(#7a5a00, #f0c75e); }
[hidden] { display: none; }
@media (max-width: 72rem) {
	table, tbody { display: block; }
	thead { display: none; }
	tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.4rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
	td, td.long { min-width: 0; white-space: normal; text-align: left; padding: 0; border: 0; }
	td:empty { display: none; }
	td[data-name]::before { content: attr(data-name) ' '; opacity: 0.7; }
}
`;

/** Pages are rendered on the server; the script replaces the content of a live one every second. */
const script = `
const lost = document.querySelector('#lost');
setInterval(async () => {
	// A selection is probably being copied.
	if (document.hidden || !getSelection().isCollapsed) return;
	try {
		// Not by a path alone, which cannot be fetched where the address of the page holds name and password.
		const response = await fetch(location.origin + location.pathname + location.search, {headers: {Accept: 'text/html'}});
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
const contentSecurityPolicy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export const documentHeaders = {
	'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': contentSecurityPolicy, 'Referrer-Policy': 'no-referrer',
};

type DocumentOptions = {
	readonly title: string;
	/** The content of `main`. */
	readonly content: unknown;
	/** Whether it updates itself. */
	readonly isLive: boolean;
};

/** A whole HTML page. */
export const documentOf = async ({title, content, isLive}: DocumentOptions): Promise<string> => html`
	<!doctype html>
	<html lang="en">
	<head>
	<meta charset="utf-8">
	<meta name="viewport" content="width=device-width">
	<title>${title} · proxy-tui</title>
	${isLive ? html`<noscript><meta http-equiv="refresh" content="5"></noscript>` : ''}
	<style>${raw(style)}</style>
	</head>
	<body>
	<h1>proxy-tui</h1>
	<p id="lost" class="down" role="status" hidden>✗ The connection is lost; this is the last known status.</p>
	<main>${content}</main>
	${isLive ? html`<script>${raw(script)}</script>` : ''}
	</body>
	</html>
`;
