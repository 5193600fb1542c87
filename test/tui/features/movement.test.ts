import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const many = (count: number) => Array.from({length: count}, (_, index) => fakeBackend({id: `b${index + 1}`}));

const logSession = async (count: number): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: many(2)}));
	session.control.log(count);
	await session.readLog();
	session.press('tab');
	return session;
};

const title = (session: ScreenSession): string | undefined => session.screen.find(row => row.includes(' Requests '));
const lastPath = (session: ScreenSession): string | undefined => session.screen.findLast(row => row.includes('/item/'))?.match(/\/item\/\d+/v)?.[0];

test('the selection moves through the backends and stays on the screen', () => {
	const session = new ScreenSession(new FakeControl({backends: many(50)}));
	session.press('j', 'down', 'k');
	assert.equal(session.state.selection.id, 'b2');
	session.press('G');
	assert.equal(session.state.selection.id, 'b50');
	assert.ok(session.screen.some(row => row.includes('127.0.0.1:9050')));
	session.press('j');
	assert.equal(session.state.selection.id, 'b50');
	session.press('pgup');
	assert.equal(session.state.selection.id, 'b43');
	session.press('g', 'k');
	assert.equal(session.state.selection.id, 'b1');
	session.press('end', 'home', 'pgdn');
	assert.equal(session.state.selection.id, 'b8');
});

test('the selection stays on its backend when others go', async () => {
	const session = new ScreenSession(new FakeControl({backends: many(5)}));
	session.press('j', 'j');
	await session.control.removeBackend('b1');
	session.refresh();
	assert.equal(session.state.selection.id, 'b3');
});

test('the log follows until one moves up', async () => {
	const session = await logSession(50);
	assert.match(title(session)!, /following/v);
	assert.equal(lastPath(session), '/item/50');
	session.press('k');
	assert.match(title(session)!, /paused/v);
	session.control.log(7);
	await session.readLog();
	assert.equal(lastPath(session), '/item/50');
	assert.match(title(session)!, /paused, 7 new/v);
	session.press('G');
	assert.match(title(session)!, /following/v);
	assert.equal(lastPath(session), '/item/57');
});

test('a paused log stays as it is, however much comes in', async () => {
	const session = await logSession(100);
	session.press('k', 'pgup');
	const before = session.screen.filter(row => row.includes('/item/'));
	for (let round = 0; round < 5; round++) {
		session.control.log(500);
		// eslint-disable-next-line no-await-in-loop -- One round after the other.
		await session.readLog();
	}

	assert.deepEqual(session.screen.filter(row => row.includes('/item/')), before);
	assert.match(title(session)!, /paused, 2500 new/v);
});

test('p pauses and follows, from either list', async () => {
	const session = await logSession(5);
	session.press('tab', 'p');
	assert.match(title(session)!, /paused/v);
	session.press('p');
	assert.match(title(session)!, /following/v);
});

test('moving down in a log that follows has nowhere to go', async () => {
	const session = await logSession(5);
	session.press('j', 'pgdn');
	assert.match(title(session)!, /following/v);
});

test('an empty log cannot be paused', async () => {
	const session = await logSession(0);
	session.press('p', 'k', 'g');
	assert.match(title(session)!, /following/v);
});

test('the selected request is told in full', async () => {
	const session = await logSession(0);
	session.control.log(1, {target: `/${'long/'.repeat(10)}end`, client: '10.1.2.3', attempts: 2});
	await session.readLog();
	session.press('k');
	assert.match(session.bottom, /GET \/long\/long[^…]*end 200 after 2 attempts/v);
});

test('moving on takes a notice off, but not one that has only just come', () => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]}));
	const {now} = session.state;
	session.change({notice: {text: 'Something is DOWN', tone: 'bad', since: now - 1999, until: now + 9000}});
	session.press('j');
	assert.match(session.bottom, /Something is DOWN/v);
	session.change({notice: {text: 'Something is DOWN', tone: 'bad', since: now - 2000, until: now + 9000}});
	session.press('k');
	assert.doesNotMatch(session.bottom, /Something is DOWN/v);
});
