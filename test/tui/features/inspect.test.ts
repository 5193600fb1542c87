import assert from 'node:assert/strict';
import test from 'node:test';
import type {ExchangeDetail} from '../../../source/model/exchange-detail.js';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {capturedText, fakeExchange} from '../../helpers/fake-exchange.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const backends = [1, 2, 3].map(number => fakeBackend({id: `b${number}`}));

const tall: Size = {columns: 80, rows: 60};

/** The log pane of a proxy that has carried three requests, about which everything is known. */
const open = async (given: Partial<ExchangeDetail> & {readonly method?: string} = {}, size = tall) => {
	const {method = 'GET', ...detail} = given;
	const control = new FakeControl({backends});
	control.log(3, {method, target: '/orders?id=1', requestId: 'abc'});
	for (const number of [1, 2, 3]) {
		control.details.set(number, fakeExchange({record: fakeRecord({number, method, target: `/orders?id=${number}`}), ...detail}));
	}

	const session = new ScreenSession(control, size);
	await session.readLog();
	session.press('tab');
	return {control, session};
};

/** Lets what was asked for come in. */
const wait = async (session: ScreenSession): Promise<string> => {
	await session.settle();
	await session.settle();
	await session.settle();
	return session.screen.join('\n');
};

test('enter opens the newest request and says all that is known of it', async () => {
	const {session} = await open({
		record: fakeRecord({
			number: 3, method: 'POST', target: '/orders', status: 201, requestBytes: 7, responseBytes: 13, attempts: 2, traceId: '0af7651916cd43dd8448eb211c80319c',
			failedAttempts: [{backend: {id: 'b2', url: 'http://127.0.0.1:9002'}, reason: 'connection refused'}],
		}),
		statusText: 'Created',
		requestBody: capturedText('a=1&b=2'),
		responseBody: capturedText('{"id":[1,2]}'),
		requestHeaders: ['Host', 'x', 'Content-Type', 'application/x-www-form-urlencoded', 'Authorization', 'Basic c2VjcmV0'],
	});
	session.press('enter');
	const screen = await wait(session);
	for (const expected of [
		/─ Request 3 ─/v,
		/POST \/orders\n/v,
		/chosen by {2,}least-connections: it had the fewest requests in flight/v,
		/attempts +✖ http:\/\/127\.0\.0\.1:9002: connection refused\n +● http:\/\/127\.0\.0\.1:9001 answered/v,
		/trace id +0af7651916cd43dd8448eb211c80319c/v,
		/queue {8}█.* 0\.2 ms\n connect {8,}█.* 0\.5 ms\n first byte {6,}█.* 2\.0 ms\n body {30,}█.* 0\.4 ms/v,
		/Authorization: Basic \*{3}\n/v,
		/Request body {2}form, 7 B\n a = 1\n b = 2\n/v,
		/Response headers {2}201 Created/v,
		/Set-Cookie: session=\*{3}; Path=\/; HttpOnly/v,
		/Response body {2}JSON, 13 B\n \{\n {3}"id": \[\n {5}1,\n/v,
	]) {
		assert.match(screen, expected);
	}
});

test('secrets are shown when asked for, and masked again', async () => {
	const {session} = await open();
	session.press('enter');
	assert.doesNotMatch(await wait(session), /abc\.def/v);
	session.press('s');
	assert.match(session.screen.join('\n'), /Authorization: Bearer abc\.def/v);
	session.press('s');
	assert.doesNotMatch(session.screen.join('\n'), /abc\.def/v);
});

test('the requests before and behind are one key away, and the list goes along', async () => {
	const {session} = await open();
	session.press('enter');
	assert.match(await wait(session), /Request 3 /v);
	session.press('p', 'p', 'p');
	assert.match(await wait(session), /Request 1 [\s\S]*\/orders\?id=1\n/v);
	session.press('n');
	assert.match(await wait(session), /Request 2 [\s\S]*\/orders\?id=2\n/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
	assert.equal(session.state.view.kind === 'paused' && session.state.view.selected, 2);
});

test('behind the newest of a paused log come those that came in since, and the end is told', async () => {
	const {control, session} = await open();
	session.press('enter');
	await wait(session);
	session.press('n');
	assert.match(session.bottom, /This is the newest request in the list/v);
	control.log(1);
	await session.readLog();
	session.press('n');
	assert.match(await wait(session), /Request 4 /v);
	session.press('p', 'p', 'p', 'p');
	assert.match(await wait(session), /Request 1 [\s\S]*This is the oldest request in the list/v);
});

test('of a request that is no longer available, the log record is shown', async () => {
	const {control, session} = await open();
	control.details.clear();
	session.press('enter');
	const screen = await wait(session);
	assert.match(screen, /GET \/orders\?id=1\n[\s\S]*no longer available/v);
});

test('capture is switched on and off, and its key says which', async () => {
	const {control, session} = await open({}, {columns: 160, rows: 40});
	session.press('enter');
	await wait(session);
	assert.match(session.bottom, / c capture {2}/v);
	session.press('c');
	assert.match(await wait(session), /^ proxy-tui .* capture 64 kB /v);
	assert.match(session.bottom, / c stop capture {2}/v);
	session.press('c');
	assert.doesNotMatch(await wait(session), /capture 64 kB/v);
	assert.deepEqual(control.calls, ['settings {"capture":"64KB"}', 'settings {"capture":0}']);
});

test('a text that is longer than the screen scrolls to its end and no further', async () => {
	const {session} = await open({responseBody: capturedText(Array.from({length: 200}, (_, index) => `line ${index}`).join('\n')), responseHeaders: ['Content-Type', 'text/plain']}, {columns: 80, rows: 24});
	session.press('enter');
	await wait(session);
	session.press('G');
	assert.match(session.screen.join('\n'), /\n line 199\n/v);
	session.press('j', 'pgdn', 'k');
	assert.match(session.screen.join('\n'), /\n line 198\n(?! line 199)/v);
	session.press('g');
	assert.match(session.screen[2]!, /GET/v);
});

test('on a wide screen the request stands beside the lists', async () => {
	const {session} = await open({}, {columns: 160, rows: 40});
	session.press('enter');
	const screen = await wait(session);
	assert.match(screen, /─ Backends ─+┬─ Request 3 ─+/v);
	assert.match(screen, /127\.0\.0\.1:9003 .*│.*/v);
	assert.ok(session.screen.every(row => row.length <= 160));
});

test('an idempotent request is sent again at once, and both answers stand beside each other', async () => {
	const {control, session} = await open({responseBody: capturedText('{"stock":3,"name":"a"}')});
	session.press('enter');
	await wait(session);
	control.details.set(3, {...control.details.get(3)!, responseBody: capturedText('{"stock":2,"name":"a"}'), responseHeaders: ['Content-Type', 'application/json; charset=utf-8', 'Age', '1', 'Date', 'Fri, 02 Jan 2026 12:00:01 GMT', 'Keep-Alive', 'timeout=5', 'RateLimit', '"all";r=9;t=1']});
	session.press('r');
	const screen = await wait(session);
	assert.deepEqual(control.calls, ['replay 3 b1']);
	for (const expected of [
		/─ Compare responses ─/v,
		/ before: request 3 {2,}again: request 4\n/v,
		/ 127\.0\.0\.1:9001 +127\.0\.0\.1:9001\n/v,
		/ ≠ age: 1\n/v,
		/ {3}"stock": 3, {2,}≠ {3}"stock": 2,\n/v,
		/ {3}"name": "a" {4,}"name": "a"\n/v,
	]) {
		assert.match(screen, expected);
	}

	assert.doesNotMatch(screen, /date:|keep-alive|ratelimit/iv, 'what says nothing of the backends');
	session.press('esc');
	assert.match(session.screen[1]!, /─ Request 3 ─/v);
});

test('one that may act twice is asked for first, and may go to another backend', async () => {
	const {control, session} = await open({method: 'POST'});
	session.press('enter');
	await wait(session);
	session.press('r');
	assert.match(session.bottom, /Replay to 127\.0\.0\.1:9001 \(● UP\)\? POST is not safe to repeat/v);
	session.press('esc');
	assert.deepEqual(control.calls, []);
	session.press('R');
	assert.match(session.bottom, /Replay to 127\.0\.0\.1:9002/v);
	session.press('right');
	assert.match(session.bottom, /127\.0\.0\.1:9003/v);
	session.press('enter');
	await wait(session);
	assert.deepEqual(control.calls, ['replay 3 b3']);
});

for (const {name, given, said} of [
	{name: 'a body that was not captured', given: {requestBytes: 7}, said: /Cannot be replayed: its body was not captured; c captures those of new requests$/mv},
	{name: 'a body of which only the beginning was captured', given: {requestBytes: 7, requestBody: capturedText('a=1')}, said: /Cannot be replayed: 3 B of its 7 B were captured; raise the setting capture$/mv},
	{name: 'a connection that was switched', given: {status: 101}, said: /Cannot be replayed: .* switched to another\n protocol$/mv},
]) {
	test(`${name} keeps a request from being sent again, which is said before anything is asked`, async () => {
		for (const [method, key] of [['POST', 'r'], ['POST', 'R'], ['PUT', 'r']] as const) {
			const {requestBody, ...record} = {requestBody: undefined, ...given};
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const {control, session} = await open({method, record: fakeRecord({number: 3, method, ...record}), ...(requestBody && {requestBody})});
			session.press('enter');
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await wait(session);
			session.press(key);
			assert.match(session.bottom, said);
			assert.equal(session.state.mode.kind, 'inspect');
			assert.deepEqual(control.calls, []);
		}
	});
}

test('where bodies are captured by now, the key that would stop it is not named', async () => {
	const {session} = await open({method: 'POST', record: fakeRecord({number: 3, method: 'POST', requestBytes: 7})});
	session.press('c', 'enter');
	await wait(session);
	session.press('r');
	assert.match(session.bottom, /Cannot be replayed: its body is no longer available; those of newer requests\n are$/mv);
});

test('nothing is asked while a request is not yet read, or no longer available', async () => {
	const {control, session} = await open({method: 'POST'});
	control.details.clear();
	session.press('enter', 'R');
	assert.match(session.bottom, /still loading/v);
	await wait(session);
	session.press('R');
	assert.match(session.bottom, /no longer available/v);
	assert.equal(session.state.mode.kind, 'inspect');
});

test('a body that was not captured is compared with none', async () => {
	const {control, session} = await open();
	session.press('enter');
	await wait(session);
	control.details.set(3, {...control.details.get(3)!, responseBody: capturedText('{"stock":2}')});
	session.press('r');
	const screen = await wait(session);
	assert.match(screen, /Response body\n 512 B {2,}512 B\n The body of request 3 was not captured: only the sizes are compared\n/v);
	assert.doesNotMatch(screen, /stock/v);
});

test('what cannot be sent again is said', async () => {
	const {control, session} = await open();
	session.press('enter');
	await wait(session);
	control.details.clear();
	session.press('r');
	await wait(session);
	assert.match(session.bottom, /no longer available/v);
	assert.equal(session.state.mode.kind, 'inspect');
});

test('a request is copied as curl, secrets masked unless they are shown', async () => {
	const {session} = await open();
	session.press('y');
	await wait(session);
	assert.match(session.clipboard, /^curl .*http:\/\/localhost:8000\/orders\?id=3'$/sv);
	assert.match(session.bottom, /clipboard \(OSC 52\), secrets masked/v);
	session.press('enter');
	await wait(session);
	session.press('s', 'y');
	assert.match(session.clipboard, /Bearer abc\.def/v);
});

test('the list says why the selected request could not be read, and that there is nothing to copy', async () => {
	const {control, session} = await open();
	const unreadable = {method: '', target: '', status: 400, error: 'malformed_request' as const, errorDetail: 'Duplicate Content-Length.', backend: undefined};
	control.log(1, unreadable);
	control.details.set(4, fakeExchange({record: fakeRecord({number: 4, ...unreadable})}));
	await session.readLog();
	session.press('p');
	assert.match(session.bottom, /^ 400 malformed_request: Duplicate Content-Length\. in .*, for /mv);
	session.press('y');
	await wait(session);
	assert.equal(session.clipboard, '');
	assert.match(session.bottom, /Nothing to copy: the request could not be read/v);
});

test('of a request that could not be read it says why, and what it was answered', async () => {
	const {session} = await open({
		record: fakeRecord({
			number: 3, method: '', target: '', status: 400, error: 'malformed_request', errorDetail: 'Duplicate Content-Length.',
		}),
		httpVersion: '',
		requestHeaders: [],
		statusText: 'Bad Request',
		responseHeaders: ['Content-Type', 'application/problem+json'],
	});
	session.press('enter');
	const screen = await wait(session);
	assert.match(screen, /A request that could not be read\n/v);
	assert.match(screen, /400 malformed_request in[\s\S]*why +Duplicate Content-Length\./v);
	assert.match(screen, /Request headers +none could be read/v);
	assert.match(screen, /Response headers +400 Bad Request/v);
	assert.doesNotMatch(screen, /None was sent/v);
});

test('z gives an open request or backend the whole width, and the lists their place beside it again', async () => {
	const {session} = await open({}, {columns: 160, rows: 40});
	for (const [pane, title] of [['requests', /─ Request 3 ─/v], ['backends', /─ Backend b1 ─/v]] as const) {
		session.press(...(session.state.pane === pane ? [] : ['tab']), 'enter');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.match(await wait(session), title);
		assert.ok(session.screen.some(row => row.includes('│')));
		session.press('z');
		assert.match(session.screen.join('\n'), title);
		assert.ok(session.screen.every(row => !row.includes('│')));
		session.press('z', 'esc');
	}

	assert.equal(session.state.isZoomed, false);
});
