import assert from 'node:assert/strict';
import test from 'node:test';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {
	FakeControl,
	fakeBackend,
	fakeOpenRequest,
	fakeRecord,
} from '../../helpers/fake-control.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const {startedAt} = fakeOpenRequest();

const slow = fakeOpenRequest({
	requestId: 'slow', target: '/slow', durationMs: 12_000, requestBytes: 2000, attempts: 2, client: '10.1.2.3',
	failedAttempts: [{backend: {id: 'b2', url: 'http://127.0.0.1:9002'}, reason: 'connection refused'}],
});

/** The request log of a proxy that has carried two requests and is carrying another. */
const openLog = async (size?: Size): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), size);
	session.control.log(2);
	session.control.open = [slow];
	await session.readLog();
	session.press('tab');
	return session;
};

const end = async (session: ScreenSession): Promise<void> => {
	session.control.open = [];
	session.control.log(1, {requestId: 'slow', startedAt, target: '/slow', status: 504});
	const record = fakeRecord({number: 3, requestId: 'slow', startedAt, target: '/slow', status: 504});
	session.control.details.set(3, fakeExchange({record}));
	session.control.log(1, {target: '/later'});
	await session.readLog();
	await session.settle();
};

const rowOf = (session: ScreenSession, target: string): string => session.screen.find(row => row.includes(`GET     ${target}`)) ?? '';

test('a request in flight has a row with its running time, which becomes that of its outcome', async () => {
	const session = await openLog();
	assert.match(rowOf(session, '/slow'), / … +12 s /v);
	session.change({now: session.state.now + 3000});
	assert.match(rowOf(session, '/slow'), / … +15 s /v);
	const place = session.screen.indexOf(rowOf(session, '/slow'));
	await end(session);
	assert.match(rowOf(session, '/slow'), / 504 +3\.1 ms/v);
	assert.equal(session.screen.indexOf(rowOf(session, '/slow')), place);
});

test('a response that is on its way shows its status, marked, and its size so far', async () => {
	const session = await openLog({columns: 120, rows: 24});
	session.control.open = [fakeOpenRequest({...slow, status: 200, phase: 'transfer', responseBytes: 3_000_000})];
	await session.readLog();
	assert.match(rowOf(session, '/slow'), / 200… +12 s +3\.0 MB/v);
});

test('on the smallest screen, what a request waits for is not cut', async () => {
	const session = await openLog({columns: 40, rows: 12});
	session.control.open = [fakeOpenRequest({...slow, status: 200, phase: 'transfer'})];
	await session.readLog();
	session.press('enter');
	assert.match(session.screen.join('\n'), /200 in flight for 12 s:\n receiving the response\n/v);
});

test('enter on it shows what is known so far and, once it has ended, all of it', async () => {
	const session = await openLog();
	session.press('enter');
	const text = session.screen.join('\n');
	assert.match(text, /─ Request in flight ─/v);
	assert.match(text, /in flight for 12 s: waiting for the response/v);
	assert.match(text, /from 10\.1\.2\.3/v);
	assert.match(text, /✖ http:\/\/127\.0\.0\.1:9002: connection refused\n +… http:\/\/127\.0\.0\.1:9001: waiting for the response/v);
	assert.match(text, /bodies +2\.0 kB from the client, 512 B to it/v);
	assert.match(text, /request id +slow/v);
	await end(session);
	await session.settle();
	assert.match(session.screen.join('\n'), /─ Request 3 ─[\s\S]*Request headers/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('n and p walk through requests that have ended and those in flight alike', async () => {
	const session = await openLog();
	session.press('enter', 'p');
	assert.match(session.screen.join('\n'), /─ Request 2 ─/v);
	session.press('n');
	assert.match(session.screen.join('\n'), /─ Request in flight ─/v);
	session.press('n');
	assert.match(session.bottom, /newest request/v);
});

test('help that is open over it stays when it ends', async () => {
	const session = await openLog();
	session.press('enter', '?');
	await end(session);
	assert.equal(session.state.mode.kind, 'help');
	session.press('esc');
	await session.settle();
	assert.match(session.screen.join('\n'), /─ Request 3 ─/v);
});

test('what became of one whose record was skipped cannot be known, and that is said', async () => {
	const session = await openLog();
	session.press('enter');
	session.control.open = [];
	for (let reading = 0; reading < 4; reading++) {
		await session.readLog(); // eslint-disable-line no-await-in-loop -- One after the other.
	}

	assert.match(session.screen.join('\n'), /It has ended, but/v);
});

test('f filters by what it has; space marks the newest that has ended', async () => {
	const session = await openLog();
	session.press('f', 'p');
	assert.equal(session.state.query?.text, 'path:/slow');
	session.press('esc', 'p', 'space');
	assert.deepEqual(Array.from(session.state.marks, ([number]) => number), [2]);
});

test('the line of a selected one says how long it has been running, and where', async () => {
	const session = await openLog({columns: 118, rows: 24});
	session.press('k', 'j');
	assert.match(session.bottom, /\/slow waiting for the response from \S+:9001 after 2 attempts, in flight for 12 s/v);
});

test('is:open in the filter lists those in flight; more than are shown are counted', async () => {
	const session = await openLog();
	session.press('/');
	session.type('is:');
	assert.match(session.bottom, /open/v);
	session.press('tab', 'enter');
	assert.equal(session.state.query?.text, 'is:open');
	assert.deepEqual([rowOf(session, '/slow') === '', rowOf(session, '/item/2')], [false, '']);
	session.control.open = Array.from({length: 130}, (_, index) => fakeOpenRequest({requestId: `r${index}`, durationMs: 900}));
	await session.readLog();
	assert.match(session.screen.join('\n'), /30 more in flight/v);
});
