import assert from 'node:assert/strict';
import test from 'node:test';
import type {TopEntry, TopFigures} from '../../../source/model/top-list.js';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const figures: TopFigures = {count: 100, bytes: 2048, time: 5000, rate_limited: 10, failures: 4};

const entry = (name: string, count: number): TopEntry => ({...figures, name, count});

const usualSize: Size = {columns: 120, rows: 35};

const openSession = async (entries: readonly TopEntry[], size = usualSize): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), size);
	session.control.topList = {entries, totals: figures, errorBounds: {...figures, count: 2}, spanMs: 60_000};
	session.press('T');
	await session.settle();
	return session;
};

const text = (session: ScreenSession): string => session.screen.join('\n');

test('T lists the clients that send most, with their share and by how much a figure may be too low; enter filters by one', async () => {
	const session = await openSession([entry('192.0.2.1', 75), entry('192.0.2.2', 25)]);
	assert.match(text(session), /─ Top clients {2}by requests of the last minute; each at most 2 too low ─/v);
	assert.match(text(session), /192\.0\.2\.1 +75 +75 %/v);
	session.press('j', 'enter');
	assert.equal(session.state.query?.text, 'client:192.0.2.2');
	assert.equal(session.state.pane, 'requests');
});

test('lists and orders are one key apart, and what they ask is said', async () => {
	const session = await openSession([entry('/a', 1)]);
	for (const [key, words] of [
		['p', 'Top paths {2}by requests'], ['e', 'Top paths {2}by failures'], ['o', 'of the last ten minutes'], ['a', 'Top user agents'],
		['s', 'Top statuses'], ['r', 'by requests refused by the rate limit'], ['t', 'by time'], ['b', 'by bytes'],
		['l', 'Top requests {2}the slowest'], ['b', 'Top requests {2}the largest'], ['x', 'those with most attempts'], ['tab', 'Top clients'],
	] as const) {
		session.press(key);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		assert.match(text(session), new RegExp(words, 'v'), key);
	}
});

test('on a small screen the title says the same in fewer words', async () => {
	const session = await openSession([entry('192.0.2.1', 75)], {columns: 40, rows: 12});
	session.control.topList = {...session.control.topList, errorBounds: {...figures, count: 0}};
	session.press('o');
	await session.settle();
	assert.match(text(session), /─ Top clients {2}by requests, 10 min ─/v);
});

test('an engine that does not count says so in place of the list', async () => {
	const session = await openSession([]);
	assert.match(text(session), /No such requests/v);
	session.press('esc');
	session.control.changeStatus({lacks: ['top']});
	session.refresh();
	session.press('T');
	assert.equal(session.state.mode.kind, 'browse');
	assert.match(session.bottom, /engine/v);
});
