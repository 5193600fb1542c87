import assert from 'node:assert/strict';
import test from 'node:test';
import type {Status} from '../../../source/model/status.js';
import {asciiGlyphs, unicodeGlyphs, type Glyphs} from '../../../source/tui/look/glyphs.js';
import type {Look} from '../../../source/tui/look/look.js';
import type {BackendsOrder} from '../../../source/tui/state/backends-order.js';
import {appendPage, emptyLog} from '../../../source/tui/state/request-log.js';
import {pausedView} from '../../../source/tui/state/requests-list.js';
import type {ScreenState, Size} from '../../../source/tui/state/screen-state.js';
import {settle} from '../../../source/tui/state/settle.js';
import {monoTheme} from '../../../source/tui/look/theme.js';
import {initialState} from '../../../source/tui/store/initial-state.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../../helpers/fake-control.js';
import {plainLook, screenOf} from '../../helpers/drawn-screen.js';

const widest: Size = {columns: 160, rows: 50};
/** So low that nothing stands beside the lists. */
const wide: Size = {columns: 160, rows: 19};
const compact: Size = {columns: 80, rows: 24};
const minimal: Size = {columns: 40, rows: 12};
const now = Date.UTC(2026, 0, 2, 12, 1, 0);

const recent = {
	requestsPerSecond: 142.3,
	p50Ms: 3.1,
	p95Ms: 20,
	p99Ms: 48.2,
	errorShare: 0.031,
};

const pool = [
	fakeBackend({
		id: 'b1',
		connections: 12,
		weight: 3,
		recent: {...recent, requestsPerSecond: 47.2, errorShare: 0},
		lastCheck: {
			at: now - 3000, passed: true, durationMs: 1, reason: '200 OK',
		},
	}),
	fakeBackend({
		id: 'b2',
		health: 'unhealthy',
		lastCheck: {
			at: now - 1000, passed: false, durationMs: 1, reason: 'connection refused',
		},
	}),
	fakeBackend({id: 'b3', state: 'draining'}),
	fakeBackend({id: 'b4', state: 'disabled'}),
	fakeBackend({id: 'b5', health: 'unknown'}),
];

const stateOf = (size: Size, status: Partial<Status> = {}): ScreenState => settle({
	...initialState({
		size,
		now,
		version: '0.1.0',
		status: fakeStatus({backends: pool, recent, ...status}),
	}),
	limiter: [{at: now - 5000, requests: 100, rateLimited: 0}, {at: now, requests: 300, rateLimited: 7}],
});

const logged = (state: ScreenState, ...records: Array<Partial<ReturnType<typeof fakeRecord>>>): ScreenState => ({
	...state,
	log: appendPage(emptyLog, {
		records: records.map((record, index) => fakeRecord({...record, number: index + 1})),
		skipped: 0,
		last: records.length,
	}),
});

const rowWith = (screen: readonly string[], content: string): string =>
	screen.find(line => line.includes(content)) ?? assert.fail(`${content} is not in\n${screen.join('\n')}`);

/** What stands in the column of a title, flush right with it: a number and its unit. */
const valueUnder = (screen: readonly string[], title: string, rowContent: string): string => {
	const end = rowWith(screen, title).indexOf(title) + title.length;
	const words = rowWith(screen, rowContent).slice(0, end).trimEnd().split(' ');
	const last = words.at(-1)!;
	return /^\d/v.test(last) ? last : `${words.at(-2)} ${last}`;
};

for (const size of [wide, compact]) {
	test(`at ${size.columns} columns the header says who, where and how fast`, () => {
		const [first, second] = screenOf(stateOf(size));
		for (const part of ['proxy-tui', '1/5 up', 'round-robin', 'localhost:8000', '127.0.0.1:8082']) {
			assert.ok(first!.includes(part), `${part} in ${first}`);
		}

		for (const part of ['142 req/s', 'p50 3.1 ms', 'p99 48 ms', '5xx 3.1 %', '429 3.5 %']) {
			assert.ok(second!.includes(part), `${part} in ${second}`);
		}
	});

	test(`at ${size.columns} columns each backend shows its state as a sign and a word`, () => {
		const screen = screenOf(stateOf(size));
		for (const [address, sign] of [['9001', '● UP'], ['9002', '✖ DOWN'], ['9003', '◐ DRAIN'], ['9004', '○ OFF'], ['9005', '? CHECKING']]) {
			assert.ok(rowWith(screen, `127.0.0.1:${address} `).includes(sign!), sign);
		}
	});

	test(`at ${size.columns} columns figures stand under their titles`, () => {
		const screen = screenOf(stateOf(size));
		assert.equal(valueUnder(screen, 'REQ/S', '● UP'), '47.2');
		assert.equal(valueUnder(screen, 'P99', '● UP'), '48 ms');
		assert.equal(valueUnder(screen, size === wide ? 'CONNS' : 'CONN', '● UP'), '12');
		assert.equal(valueUnder(screen, size === wide ? 'ERRORS' : 'ERR', '● UP'), '0 %');
	});
}

test('what says less of trouble has its columns where there is more room', () => {
	assert.equal(valueUnder(screenOf(stateOf(compact)), 'WT', '● UP'), '3');
	for (const [columns, weight] of [[100, 'WT'], [160, 'WEIGHT']] as const) {
		const screen = screenOf(stateOf({...wide, columns}));
		assert.equal(valueUnder(screen, 'P50', '● UP'), '3.1 ms');
		assert.equal(valueUnder(screen, weight, '● UP'), '3');
	}
});

test('the last check tells its age and its reason', () => {
	assert.match(rowWith(screenOf(stateOf(wide)), '✖ DOWN'), /1s ago +connection refused/v);
	assert.match(rowWith(screenOf(stateOf(compact)), '● UP'), /3s +200 OK/v);
});

test('where a reason has no room, what it shares with others goes first', () => {
	const down = fakeBackend({id: 'b1', url: 'http://127.0.0.1:38619', health: 'unhealthy', lastCheck: {at: now, passed: false, durationMs: 1, reason: 'connection refused'}});
	const shown = (size: Size): string => screenOf(stateOf(size, {backends: [down]})).find(row => row.includes('DOWN'))!;
	assert.match(shown(compact), /0s {2}refused$/v);
	assert.match(shown(wide), /connection refused/v);
});

test('why a backend is down stands in full on the classic screen and beside an open request, however long its address', () => {
	const url = 'http://orders-eu-west-1.internal.example:8080';
	const rowOf = (columns: number, reason: string): string => {
		const backend = fakeBackend({id: 'b1', url, health: 'unhealthy', lastCheck: {at: now - 1000, passed: false, durationMs: 1, reason}});
		return screenOf(stateOf({columns, rows: 24}, {backends: [backend]})).find(row => row.includes('✖ DOWN'))!;
	};

	for (const columns of [80, 88]) {
		assert.match(rowOf(columns, 'connection refused'), /orders\S*:8080 .* 1s {2}(?:connection )?refused$/v);
		assert.match(rowOf(columns, 'no response in 5 s'), / no response in 5 s$/v);
		assert.match(rowOf(columns, '500 Internal Server Error'), / 1s {2}500$/v);
		assert.match(rowOf(columns, 'TLS: self-signed certificate'), / 1s {2}TLS: self-signed$/v);
	}
});

test('the columns of the backends stay where they are when one goes down and when it comes back', () => {
	const titles = (size: Size, health: 'healthy' | 'unhealthy'): string => {
		const backends = [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', health})];
		return rowWith(screenOf(stateOf(size, {backends})), 'REQ/S');
	};

	for (const size of [widest, wide, compact]) {
		assert.equal(titles(size, 'healthy'), titles(size, 'unhealthy'));
	}
});

test('the column that is sorted by is there, and marked', () => {
	const sorted = (size: Size, order: Partial<BackendsOrder>, look = plainLook): string[] => {
		const state = stateOf(size);
		return screenOf(settle({...state, order: {...state.order, ...order}}), look);
	};

	const titlesOf = {
		p95: 'P95', p50: 'P50', weight: 'W(?:EIGH)?T', rate: 'REQ/S', connections: 'CONNS?', errors: 'ERR(?:ORS)?', url: 'URL', state: 'STATE',
	} as const;
	for (const size of [widest, wide, compact]) {
		for (const column of ['p95', 'p50', 'weight', 'rate', 'connections', 'errors', 'url', 'state'] as const) {
			const title = titlesOf[column];
			const titles = (isDescending: boolean, look?: Look): string => sorted(size, {column, isDescending}, look).find(row => row.startsWith('  STATE'))!;
			assert.match(titles(true), new RegExp(`(?: |^)${title}↓(?: |$)`, 'v'));
			assert.match(titles(false), new RegExp(`(?: |^)${title}↑(?: |$)`, 'v'));
			assert.match(titles(true, {theme: monoTheme, glyphs: asciiGlyphs}), new RegExp(`(?: |^)${title}v(?: |$)`, 'v'));
		}
	}

	assert.match(rowWith(sorted(minimal, {column: 'p95', isDescending: true}), '● UP'), / 20 ms/v);
});

test('what traffic found since the last check counts more', () => {
	const backend = fakeBackend({
		id: 'b1',
		health: 'unhealthy',
		healthSince: now - 2000,
		healthReason: 'connection reset',
		lastCheck: {
			at: now - 9000, passed: true, durationMs: 1, reason: '200 OK',
		},
	});
	assert.match(rowWith(screenOf(stateOf(wide, {backends: [backend]})), '✖ DOWN'), /2s ago +connection reset/v);
});

test('a request shows what happened to it', () => {
	const state = logged(stateOf(wide), {
		method: 'POST',
		target: '/login',
		status: 502,
		durationMs: 1234,
		responseBytes: 12_345,
		error: 'backend_unreachable',
	});
	assert.match(rowWith(screenOf(state), '/login'), /\d\d:\d\d:\d\d\.\d{3} +POST +\/login +502 +1\.2 s +12 kB +127\.0\.0\.1:9001 +127\.0\.0\.1 +backend_unreachable/v);
});

test('where there is no column for it, what went wrong stands in place of the backend', () => {
	const state = logged(stateOf(compact), {target: '/ok'}, {target: '/bad', status: 504, error: 'response_timeout'});
	const screen = screenOf(state);
	assert.match(rowWith(screen, '/ok'), /127\.0\.0\.1:9001$/v);
	assert.match(rowWith(screen, '/bad'), /response_timeout$/v);
	assert.match(rowWith(screenOf(logged(stateOf(widest), {status: 502, error: 'backend_unreachable'})), 'GET'), / 127\.0\.0\.1:9001 +backend_unreachable /v);
	assert.match(rowWith(screen, 'ARRIVED'), /BACKEND\/ERROR$/v);
	assert.match(rowWith(screenOf(logged(stateOf(compact), {status: 429, error: 'rate_limited'})), 'GET'), / ✖ rate_limited$/v, 'no name of a backend');
});

test('the smallest screen, too, says why the selected backend is down, and which keys there are', () => {
	const reason = 'connection refused';
	const backends = [fakeBackend({id: 'b1', health: 'unhealthy', healthSince: now - 3000, lastCheck: {at: now, passed: false, durationMs: 1, reason}})];
	const screen = screenOf(stateOf({columns: 40, rows: 12}, {backends}));
	assert.equal(screen.at(-2), ` DOWN for 3s: ${reason}`);
	assert.match(screen.at(-1)!, /q quit/v);
	const told = screenOf({...stateOf({columns: 40, rows: 12}, {backends}), notice: {text: `http://127.0.0.1:9001 is DOWN: ${reason}`, tone: 'bad', since: 0, until: now + 1}});
	assert.deepEqual(told.slice(-3, -1), [' 127.0.0.1:9001 is DOWN: connection', ' refused']);
	assert.match(screenOf(stateOf({columns: 40, rows: 9}, {backends})).at(-2)!, /^$/v, 'with fewer rows they belong to the list');
});

test('the line of what is selected says why before anything else: the scheme goes first, then what it has served', () => {
	const reason = 'connection closed without a response';
	const detailAt = (columns: number, url = 'http://orders-eu-west-1.internal:8080'): string => {
		const backend = fakeBackend({id: 'b1', url, health: 'unhealthy', healthSince: now - 3000, lastCheck: {at: now, passed: false, durationMs: 1, reason}});
		return screenOf(stateOf({columns, rows: 24}, {backends: [backend]})).at(-2)!;
	};

	assert.equal(detailAt(139), ` http://orders-eu-west-1.internal:8080 DOWN for 3s: ${reason}  ·  0 requests, 0 failed`);
	assert.equal(detailAt(108), ` orders-eu-west-1.internal:8080 DOWN for 3s: ${reason}  ·  0 requests, 0 failed`);
	assert.equal(detailAt(81), ` orders-eu-west-1.internal:8080 DOWN for 3s: ${reason}`);
	assert.equal(detailAt(77), ` orders-eu-we…internal:8080 DOWN for 3s: ${reason}`);
	const drains = fakeBackend({id: 'b1', state: 'draining', connections: 7, drainEndsAt: now + 12_000});
	assert.equal(screenOf(stateOf(compact, {backends: [drains]})).at(-2), ' http://127.0.0.1:9001 DRAIN: 7 left, 12s to go  ·  0 requests, 0 failed');
});

test('the line of what is selected says where most of the time goes', () => {
	const detailAt = (columns: number, firstByteMs: number): string => {
		const backend = fakeBackend({id: 'b1', lastCheck: {at: now, passed: true, durationMs: 1, reason: '200 OK'}, recent: {...recent, timings: {queueMs: 5, connectMs: 5, firstByteMs, transferMs: 5}}});
		return screenOf(stateOf({columns, rows: 24}, {backends: [backend]})).at(-2)!;
	};

	assert.equal(detailAt(120, 840), ' http://127.0.0.1:9001 UP: 200 OK  ·  0 requests, 0 failed  ·  first byte 840 ms (backend)');
	assert.equal(detailAt(80, 840), ' 127.0.0.1:9001 UP: 200 OK  ·  first byte 840 ms (backend)');
	assert.equal(detailAt(80, 5), ' http://127.0.0.1:9001 UP: 200 OK  ·  0 requests, 0 failed');
});

test('how long the oldest request waits stands with those in flight, and who left beside the errors, which are none', () => {
	const hung = fakeBackend({id: 'b2', connections: 21, oldestRequestMs: 14_200, aborted: 26, recent: {...recent, errorShare: 0}});
	const calm = fakeBackend({id: 'b1', connections: 3, oldestRequestMs: 120, recent: {...recent, errorShare: 0}});
	for (const columns of [80, 120, 200]) {
		const screen = screenOf(stateOf({columns, rows: 30}, {backends: [calm, hung]}));
		assert.match(rowWith(screen, ':9002'), / 21 · 14s .* 0 % · 26 /v);
		assert.doesNotMatch(rowWith(screen, ':9001'), /·/v);
	}
});

test('the line of what is selected names the way out of an answered health check, whatever has to go for it', () => {
	const hint = 'ask for another path with --health-path, or accept 404 with --health-status';
	const detailAt = (columns: number, url: string): string => {
		const backend = fakeBackend({id: 'b1', url, health: 'unhealthy', healthReason: '404 Not Found', healthSince: now - 3000, lastCheck: {at: now - 3001, passed: false, durationMs: 1, reason: '404 Not Found', hint}});
		return screenOf(stateOf({columns, rows: 24}, {backends: [backend]})).at(-2)!;
	};

	assert.equal(detailAt(139, 'http://127.0.0.1:9001'), ` http://127.0.0.1:9001 DOWN for 3s: 404 Not Found; ${hint}`);
	assert.equal(detailAt(80, 'http://127.0.0.1:9001'), ' 127.0.0.1:9001 DOWN for 3s: 404 Not Found; --health-path, --health-status');
	assert.equal(detailAt(80, 'http://orders-eu-west-1.internal:8080'), ' orders-eu…ernal:8080 DOWN for 3s: 404 Not Found; --health-path, --health-status');
});

test('the line of the selected request tells its end in full, and of a long target what there is room for', () => {
	const detailAt = (columns: number): string => {
		const state = logged(stateOf({columns, rows: 24}), {target: `/${'long/'.repeat(10)}end`, status: 502, error: 'backend_unreachable', attempts: 2});
		return screenOf(settle({...state, pane: 'requests', view: pausedView(state)})).at(-2)!;
	};

	assert.match(detailAt(139), /^ GET \/long\/.*\/end 502 backend_unreachable from 127\.0\.0\.1:9001 after 2 attempts in 3\.1 ms$/v);
	assert.match(detailAt(80), /^ GET \/l[^…]*….*end 502 backend_unreachable from 127\.0\.0\.1:9001 after 2 attempts$/v);
	assert.match(detailAt(60), /^ GET \/[^…]*….*end 502 backend_unreachable /v);
});

test('the address and port of a backend on this machine stand in full where there is any room', () => {
	const backends = [fakeBackend({id: 'b1', url: 'http://127.0.0.1:38619', lastCheck: {at: now, passed: true, durationMs: 1, reason: '200 OK'}})];
	for (const columns of [60, 80, 120, 124, 160]) {
		assert.match(rowWith(screenOf(stateOf({columns, rows: 30}, {backends})), '● UP'), /127\.0\.0\.1:38619/v, `${columns} columns`);
	}
});

test('wide characters keep the columns behind them straight', () => {
	const state = logged(stateOf(wide), {target: '/plain'}, {target: '/日本語/👍'}, {target: '/e\u{301}e\u{301}'});
	const columns = screenOf(state).filter(row => row.includes('GET')).map(row => row.indexOf('200'));
	// In string positions a wide character is shorter than in columns (by one for each of the three letters, by none for the two units of the emoji), a combining one longer.
	assert.deepEqual(columns, [columns[0], columns[0]! - 3, columns[0]! + 2]);
});

test('without backends the screen says what to press and where to send requests', () => {
	for (const size of [wide, compact, minimal]) {
		const screen = screenOf(stateOf(size, {backends: []})).join('\n');
		assert.match(screen, /[Pp]ress a to add/v);
		assert.match(screen, /localhost:8000/v);
	}
});

test('the smallest layout keeps status, states, addresses and keys', () => {
	const screen = screenOf(stateOf(minimal));
	assert.match(screen[0]!, /1\/5 up +142\/s/v);
	assert.match(rowWith(screen, '127.0.0.1:9002'), /✖ DOWN/v);
	assert.match(screen.at(-1)!, /a add .*q quit .*\? help/v);
	const requests = screenOf({...logged(stateOf(minimal), {target: '/x'}), pane: 'requests'});
	assert.match(rowWith(requests, '/x'), /GET +\/x +200 +3.1 ms/v);
});

test('on next to nothing, what is most important is left', () => {
	assert.equal(screenOf(stateOf({columns: 10, rows: 3}))[0], ' ◐ 1/5 up');
	assert.deepEqual(screenOf(stateOf({columns: 3, rows: 1})), ['1/5']);
	assert.deepEqual(screenOf(stateOf({columns: 1, rows: 1})), ['']);
});

test('figures of the header stand still while what they say changes', () => {
	const calm = {requestsPerSecond: 9.3, p50Ms: 8.1, p95Ms: 20, p99Ms: 34, errorShare: 0};
	const wild = {requestsPerSecond: 1313, p50Ms: 340, p95Ms: 900, p99Ms: 1234, errorShare: 0.034};
	const placesOf = (size: Size, given: typeof calm, inFlight: number): number[] => {
		const base = stateOf(size, {recent: given});
		const screen = screenOf({...base, status: {...base.status, totals: {...base.status.totals, inFlight}}});
		const line = screen[size === minimal ? 0 : 1]!;
		return Array.from(line.matchAll(/p50|p99|5xx|429|in flight|limit|running/gv), ({index}) => index);
	};

	for (const size of [widest, wide, compact, minimal]) {
		const places = placesOf(size, calm, 0);
		assert.deepEqual(places, placesOf(size, wild, 12), JSON.stringify(size));
		assert.equal(places.length, size === minimal ? 2 : (size === compact ? 5 : 7));
	}
});

test('on the smallest screen no figure goes so that others stand still, and the first line has the margin of the others', () => {
	const [line] = screenOf(stateOf(minimal, {recent: {...recent, requestsPerSecond: 8}}));
	assert.match(line!, /^ ◐ 1\/5 up {2}8\.0\/s {3}p99 48 ms {3}5xx 3\.1 %$/v);
	assert.match(screenOf(stateOf({...minimal, columns: 26}, {recent: {...recent, requestsPerSecond: 8}}))[0]!, /^◐ 1\/5 up {2}8\.0\/s {2}5xx 3\.1 %$/v);
});

test('requests that the rate limit refused are shown for the last seconds', () => {
	assert.match(screenOf(stateOf(compact))[1]!, /429 3\.5 %/v);
	assert.match(screenOf({...stateOf(compact), limiter: []})[1]!, /429 –/v);
});

test('of a notice that has no room it shows that there is more of it', () => {
	const text = 'Saved settings in effect: rateLimit. D in the settings (S) resets one, a start with --no-save ignores all (/home/me/.config/proxy-tui)';
	const screen = screenOf({...stateOf({columns: 40, rows: 12}), notice: {text, tone: 'warn', since: 0, until: now + 1}});
	assert.deepEqual(screen.slice(-4, -1), [' Saved settings in effect: rateLimit. D', ' in the settings (S) resets one, a start', ' with --no-save ignores all (/home/me/.…']);
});

test('a notice goes away by itself', () => {
	const state: ScreenState = {...stateOf(compact), notice: {text: 'Added', tone: 'good', since: 0, until: now + 1}};
	assert.ok(screenOf(state).includes(' Added'));
	assert.ok(!screenOf({...state, now: now + 1}).includes(' Added'));
});

test('the row of an IPv6 or named listener can be copied into a browser', () => {
	assert.match(screenOf(stateOf(wide, {proxy: {host: '::1', port: 80}}))[0]!, /http:\/\/\[::1\]:80 /v);
	assert.match(screenOf(stateOf(wide, {proxy: {host: '::', port: 80}, admin: undefined}))[0]!, /http:\/\/localhost:80$/v);
});

test('an attached screen says to what, and a state that is old says so before any figure', () => {
	for (const [size, words] of [[wide, 'connection lost, retrying; state of 12s ago'], [compact, 'connection lost, retrying; state of 12s ago'], [minimal, 'lost, 12s old']] as const) {
		const status = fakeStatus({backends: pool, staleSince: now - 12_000});
		const screen = screenOf(settle(initialState({size, now, version: '0.1.0', attachedTo: 'http://far:8082', status})));
		assert.ok(screen.slice(0, 2).join('\n').includes(words), screen.join('\n'));
		assert.equal(screen[0]!.includes('attached to http://far:8082'), size !== minimal);
		assert.match(screen.at(-1)!, /q detach/v);
	}
});

test('where an attached screen has little room, that it is attached gives way last', () => {
	for (const [address, words] of [['http://127.0.0.1:18082', 'attached to http://127.0.0.1:18082'], [`http://${'very-'.repeat(12)}far:8082`, 'attached']] as const) {
		const [head] = screenOf(settle(initialState({
			size: compact, now, version: '0.1.0', attachedTo: address, status: fakeStatus({backends: pool, proxy: {host: '127.0.0.1', port: 18_000}}),
		})));
		assert.match(head!, new RegExp(`${words}$`, 'v'));
	}
});

test('a terminal without Unicode gets the same screen in ASCII', () => {
	const state = logged(stateOf(compact), {target: '/日本語'});
	const screen = screenOf(state, {theme: monoTheme, glyphs: asciiGlyphs}).join('\n');
	assert.match(screen, /^[\n\u{20}-\u{7E}]*$/v);
	assert.match(screen, /x DOWN/v);
});

test('a drain shows what is left and for how long, an ejection when it ends, and a panic stands at the top', () => {
	const backends = [
		fakeBackend({
			id: 'b1', state: 'draining', connections: 7, drainEndsAt: now + 12_000, isBeingRemoved: true,
		}),
		fakeBackend({id: 'b2', ejectedUntil: now + 30_000}),
	];
	const screen = screenOf(stateOf(wide, {backends, isPanic: true}));
	assert.match(rowWith(screen, 'DRAIN'), /7 left, 12s to go, then removed/v);
	assert.match(rowWith(screen, 'EJECT'), /ejected, back in 30s/v);
	const small = screenOf(stateOf(compact, {backends, isPanic: true}));
	assert.match(small[0]!, /PANIC 0\/2 up/v);
	assert.match(rowWith(small, 'DRAIN'), /7 left, 12s$/v);
	assert.match(rowWith(small, 'EJECT'), /ejected, back in 30s$/v);
});

test('backends whose certificates are not checked are told of loudly, on every screen', () => {
	for (const size of [wide, compact, minimal]) {
		const told = screenOf(stateOf(size, {insecureBackends: true})).filter(line => line.includes('INSECURE'));
		assert.equal(told.length, 1, JSON.stringify(size));
	}
});

test('while bodies are captured every screen says so', () => {
	for (const size of [widest, wide, compact, minimal]) {
		assert.doesNotMatch(screenOf(stateOf(size))[0]!, /capture/v);
		assert.match(screenOf(stateOf(size, {captureBytes: 64_000}))[0]!, [widest, wide].includes(size) ? / capture 64 kB .*round-robin|round-robin.* capture 64 kB /v : / capture /v, JSON.stringify(size));
	}
});

/** What stands beside the lists, row by row. */
const sideOf = (state: ScreenState): string[] => screenOf(state).flatMap(row => row.split(/[│┬┤]/v).slice(1));

test('where there is room, what is known of the selected backend stands beside the lists', () => {
	const [up, down] = pool;
	const checks = [
		{
			at: now - 11_000, passed: true, durationMs: 1.2, reason: '200 OK',
		},
		{
			at: now - 1000, passed: false, durationMs: 3, reason: 'connection refused',
		},
	];
	const broken = {
		...down!, healthSince: now - 1000, checks, requests: 120, failures: 7, recentRequests: [1, 5, 3],
	};
	const state = settle({...stateOf(widest, {backends: [up!, broken]}), selection: {id: 'b2', index: 1}});
	const side = sideOf(state).join('\n');
	for (const part of [/http:\/\/127\.0\.0\.1:9002/v, /✖ DOWN for 1s/v, /why +connection refused, 1s ago/v, /requests +120, 7 failed/v, /Requests a second +most 5, last minute/v, /✖ connection refused in 3\.0 ms\n.*● 200 OK in 1\.2 ms/v]) {
		assert.match(side, part);
	}

	assert.match(rowWith(screenOf(state), '✖ DOWN     '), /connection refused/v);
	assert.deepEqual(sideOf({...state, size: wide}), []);
});

test('the divider begins at the rule at its top, and ends the one that meets it', () => {
	const meets = (glyphs: Glyphs): string[] => screenOf(stateOf(widest), {theme: monoTheme, glyphs}).filter(row => /[─\-][┬┤+]/v.test(row));
	const [top, below, ...others] = meets(unicodeGlyphs);
	assert.match(top!, /─ Backends ─+┬─ Selected backend ─+$/v);
	assert.match(below!, /─ Requests {2}following ─+┤/v);
	assert.deepEqual(others, []);
	assert.match(meets(asciiGlyphs)[0]!, /- Backends -+\+- Selected backend -+$/v);
});

test('beside the lists a drain, an ejection and a slow start say how far they are', () => {
	const [drains, ejected, starting] = [
		fakeBackend({id: 'b1', state: 'draining', connections: 7, drainEndsAt: now + 12_000}),
		fakeBackend({id: 'b2', ejectedUntil: now + 30_000}),
		fakeBackend({
			id: 'b3', weight: 4, share: 0.25, origin: 'http+dns://web.internal:80',
		}),
	];
	for (const [backend, expected] of [[drains, /drain +7 left, 12s to go/v], [ejected, /ejection +ejected, back in 30s/v], [starting, /weight +4, 25 % of it during slow start/v], [starting, /DNS name +http\+dns:\/\/web\.internal:80/v]] as const) {
		assert.match(sideOf(stateOf(widest, {backends: [backend]})).join('\n'), expected);
	}
});

test('while the log stands still, the selected request stands beside it', () => {
	const given = logged(stateOf(widest), {
		target: '/slow', status: 504, error: 'response_timeout', attempts: 2, failedAttempts: [{backend: {id: 'b2', url: 'http://127.0.0.1:9002'}, reason: 'connection refused'}],
	});
	const state: ScreenState = {...given, pane: 'requests'};
	assert.doesNotMatch(sideOf(state).join('\n'), /GET \/slow/v);
	const paused = sideOf(settle({...state, view: pausedView(state)})).join('\n');
	assert.match(paused, /Request 1[\s\S]*GET \/slow[\s\S]*504 response_timeout[\s\S]*✖ http:\/\/127\.0\.0\.1:9002: connection\s+refused/v);
});

test('a name that gives no backends is shown, whether there are others or not', () => {
	const names = [
		{url: 'http+dns://good.internal:80', weight: 1, addresses: 2},
		{
			url: 'http+dns://web.internal:80', weight: 1, addresses: 0, error: 'there is no such name',
		},
		{url: 'http+srv://_http._tcp.empty.internal', weight: 1, addresses: 0},
	];
	for (const size of [widest, wide, compact]) {
		assert.match(rowWith(screenOf(stateOf(size, {names})), '─ Backends'), /✖ http\+dns:\/\/web\.internal:80: there is no such name/v);
	}

	const empty = screenOf(stateOf(wide, {backends: [], names})).join('\n');
	assert.match(empty, /web\.internal:80: there is no such name \(and 1 more name\)/v);
	assert.match(screenOf(stateOf(compact, {backends: [], names: names.slice(2)})).join('\n'), /empty\.internal: no address yet/v);
});
