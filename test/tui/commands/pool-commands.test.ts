import assert from 'node:assert/strict';
import test from 'node:test';
import type {BackendStatus} from '../../../source/model/status.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const sessionWith = (...backends: BackendStatus[]): ScreenSession => new ScreenSession(new FakeControl({backends}));
const three = () => sessionWith(fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'}), fakeBackend({id: 'b3'}));

test('space disables the selected backend, and enables it again', async () => {
	const session = three();
	session.press('j', 'space');
	await session.settle();
	session.press('space');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b2 {"state":"disabled"}', 'update b2 {"state":"active"}']);
});

test('d drains, and takes it back', async () => {
	const session = three();
	session.press('d');
	await session.settle();
	assert.match(session.bottom, /undrain/v);
	session.press('d');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b1 {"state":"draining"}', 'update b1 {"state":"active"}']);
});

test('a backend that is off cannot be drained, and the screen says why', async () => {
	const session = sessionWith(fakeBackend({id: 'b1', state: 'disabled'}));
	session.press('d');
	await session.settle();
	assert.deepEqual(session.control.calls, []);
	assert.match(session.bottom, /is off .* space enables it/v);
});

for (const [key, word, state] of [['space', 'Disable', 'disabled'], ['d', 'Drain', 'draining']] as const) {
	test(`${key} on the last available backend asks first`, async () => {
		const session = sessionWith(
			fakeBackend({id: 'b1'}),
			fakeBackend({id: 'b2', health: 'unhealthy'}),
			fakeBackend({id: 'b3', state: 'draining'}),
		);
		session.press(key);
		assert.match(session.bottom, new RegExp(String.raw`${word} 127.0.0.1:9001\? It is the last one`, 'v'));
		session.press('n');
		await session.settle();
		assert.deepEqual(session.control.calls, []);
		session.press(key, 'y');
		await session.settle();
		assert.deepEqual(session.control.calls, [`update b1 {"state":"${state}"}`]);
	});
}

test('a backend that is down anyway is disabled without a question', async () => {
	const session = sessionWith(fakeBackend({id: 'b1', health: 'unhealthy'}));
	session.press('space');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b1 {"state":"disabled"}']);
});

test('x asks, and removes the backend that was asked about', async () => {
	const session = three();
	session.press('j', 'x');
	assert.match(session.bottom, /Remove 127.0.0.1:9002\?/v);
	session.press('j', 'space', 'a');
	assert.match(session.bottom, /Remove 127.0.0.1:9002\?/v, 'other keys answer nothing');
	session.press('y');
	await session.settle();
	assert.deepEqual(session.control.calls, ['remove b2']);
	assert.equal(session.state.selection.id, 'b3', 'the next one is selected');
	assert.match(session.bottom, /Removed http:\/\/127.0.0.1:9002/v);
});

test('x on a busy backend offers to cut off what it has in flight', async () => {
	const session = sessionWith(fakeBackend({id: 'b1', connections: 3}), fakeBackend({id: 'b2', connections: 1}), fakeBackend({id: 'b3'}));
	session.press('x');
	assert.match(session.bottom, /3 requests in flight are finished first\./v);
	session.press('y');
	await session.settle();
	assert.match(session.bottom, /is draining and goes when its 3 in flight have ended/v);
	session.press('j', 'x', 'c');
	await session.settle();
	session.press('j', 'x', 'c');
	await session.settle();
	assert.deepEqual(session.control.calls, ['remove b1', 'cut b2'], 'there is nothing to cut off at an idle one');
});

test('u takes the last change back and says which, or that there is none', async () => {
	const session = three();
	session.control.undoable.push({type: 'removed', index: 0, backend: fakeBackend({id: 'b9', url: 'http://gone'})});
	session.press('u');
	await session.settle();
	assert.match(session.bottom, /Undone: http:\/\/gone is back/v);
	session.press('u');
	await session.settle();
	assert.match(session.bottom, /nothing to undo/v);
});

for (const key of ['n', 'esc']) {
	test(`${key} removes nothing`, async () => {
		const session = three();
		session.press('x', key);
		await session.settle();
		assert.deepEqual(session.control.calls, []);
		assert.equal(session.state.mode.kind, 'browse');
	});
}

test('a command that was refused says why', async () => {
	const session = three();
	session.press('x');
	await session.control.removeBackend('b1');
	session.press('y');
	await session.settle();
	assert.match(session.bottom, /There is no backend b1/v);
});

test('without a backend, and in the request log, its keys do nothing', async () => {
	const empty = new ScreenSession(new FakeControl());
	empty.press('space', 'd', 'x');
	assert.equal(empty.state.mode.kind, 'browse');
	const session = three();
	session.press('tab', 'space', 'd', 'x');
	await session.settle();
	assert.deepEqual([...empty.control.calls, ...session.control.calls], []);
});
