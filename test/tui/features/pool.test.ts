import assert from 'node:assert/strict';
import test from 'node:test';
import type {BackendStatus} from '../../../source/model/status.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const sessionWith = (...backends: BackendStatus[]): ScreenSession => new ScreenSession(new FakeControl({backends}));
const three = () => sessionWith(fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'}), fakeBackend({id: 'b3'}));

test('o asks, disables the selected backend, and enables it again without a question', async () => {
	const session = three();
	session.press('j', 'o');
	assert.match(session.bottom, /Disable 127\.0\.0\.1:9002\?\s/v);
	session.press('n', 'o', 'y');
	await session.settle();
	session.press('o');
	await session.settle();
	session.press('enter', 'o', 'y');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b2 {"state":"disabled"}', 'update b2 {"state":"active"}', 'update b2 {"state":"disabled"}']);
});

test('space marks backends and never changes one', async () => {
	const session = three();
	session.press('space', 'j', 'j', 'space');
	assert.match(session.screen.join('\n'), /Backends {2}2 marked/v);
	assert.deepEqual([...session.state.markedBackends], ['b1', 'b3']);
	session.press('space');
	assert.match(session.screen.join('\n'), /Backends {2}1 marked/v);
	session.press('U');
	assert.doesNotMatch(session.screen.join('\n'), /marked/v);
	await session.settle();
	assert.deepEqual(session.control.calls, []);
});

test('d drains, and undoes it', async () => {
	const session = three();
	session.press('d');
	await session.settle();
	assert.match(session.bottom, /undrain/v);
	session.press('d');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b1 {"state":"draining"}', 'update b1 {"state":"active"}']);
});

test('what became of a backend is told in the words of its row', async () => {
	const session = sessionWith(fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', health: 'unhealthy', state: 'disabled'}), fakeBackend({id: 'b3', connections: 2}), fakeBackend({id: 'b4'}));
	const told: string[] = [];
	for (const keys of [['o', 'y'], ['o'], ['j', 'o'], ['j', 'd'], ['j', 'd']]) {
		session.press(...keys);
		// eslint-disable-next-line no-await-in-loop -- One key after the other.
		await session.settle();
		told.push(session.state.notice!.text.replace('http://127.0.0.1:', ''));
	}

	assert.deepEqual(told, [
		'9001 is OFF: no requests',
		'9001 is UP again: takes requests',
		'9002 is DOWN: no requests until a check succeeds',
		'9003 is draining: no new requests, its 2 in flight end first',
		'9004 was idle and is OFF; d enables it',
	]);
});

test('where sessions are waited for, an idle backend that drains is not said to be off', async () => {
	const session = three();
	await session.control.updateSettings({sticky: 'cookie'});
	session.press('d');
	await session.settle();
	assert.match(session.bottom, /is draining: no new requests except those of its sessions/v);
});

test('what has drained is brought back by the key that drained it, from its details, too', async () => {
	for (const keys of [[], ['enter']]) {
		const session = sessionWith(fakeBackend({id: 'b1', state: 'disabled'}));
		session.press(...keys);
		assert.match(session.bottom, / d enable /v);
		session.press('d');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		assert.deepEqual(session.control.calls, ['update b1 {"state":"active"}']);
	}
});

for (const [key, word, state] of [['o', 'Disable', 'disabled'], ['d', 'Drain', 'draining']] as const) {
	test(`${key} on the last available backend asks first`, async () => {
		const session = sessionWith(
			fakeBackend({id: 'b1'}),
			fakeBackend({id: 'b2', health: 'unhealthy'}),
			fakeBackend({id: 'b3', state: 'draining'}),
		);
		session.press(key);
		assert.match(session.bottom, new RegExp(String.raw`${word} 127.0.0.1:9001\? No backend is left: all get 503`, 'v'));
		session.press('n');
		await session.settle();
		assert.deepEqual(session.control.calls, []);
		session.press(key, 'y');
		await session.settle();
		assert.deepEqual(session.control.calls, [`update b1 {"state":"${state}"}`]);
	});
}

test('on the smallest screen a question is whole, and the keys that answer it stay', () => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1', connections: 12})]}));
	session.change({size: {columns: 40, rows: 12}});
	session.press('x');
	assert.match(session.screen.slice(-4).join('\n'), / Remove 127\.0\.0\.1:9001\? No backend is\n left: all get 503\. 12 in flight end\n first\.\n y yes {2}c cut off {2}n no/v);
});

test('on the smallest screen the way out stays below whatever is said', () => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	session.change({size: {columns: 40, rows: 12}});
	session.press('enter');
	session.notify('http://127.0.0.1:9001 is DOWN: connection refused', 'bad');
	assert.match(session.screen.slice(-3).join('\n'), / 127\.0\.0\.1:9001 is DOWN: connection\n refused\n esc back/v);
	session.press('esc', 'S', 'enter');
	assert.match(session.screen.at(-1)!, /esc (?:cancel|back)/v);
});

test('a backend that is down anyway is disabled after a question as well, which does not say that it is the last', async () => {
	const session = sessionWith(fakeBackend({id: 'b1', health: 'unhealthy'}));
	session.press('o');
	assert.doesNotMatch(session.bottom, /No backend is left/v);
	session.press('y');
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

test('x says when no other backend is left', () => {
	const session = sessionWith(fakeBackend({id: 'b1', connections: 2}), fakeBackend({id: 'b2', state: 'disabled'}));
	session.press('x');
	assert.match(session.bottom, /Remove 127\.0\.0\.1:9001\? No backend is left: all get 503\. 2 in flight end first/v);
	session.press('n', 'j', 'x');
	assert.doesNotMatch(session.bottom, /No backend is left/v);
});

test('x on a busy backend offers to cut off what it has in flight', async () => {
	const session = sessionWith(fakeBackend({id: 'b1', connections: 3}), fakeBackend({id: 'b2', connections: 1}), fakeBackend({id: 'b3'}));
	session.press('x');
	assert.match(session.bottom, /3 in flight end first\./v);
	session.press('y');
	await session.settle();
	assert.match(session.bottom, /Draining 127\.0\.0\.1:9001: removed once its 3 in flight have ended/v);
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

test('a backend that is brought back is selected', async () => {
	const session = three();
	session.press('j', 'x', 'y');
	await session.settle();
	assert.equal(session.state.selection.id, 'b3');
	session.press('u');
	await session.settle();
	assert.deepEqual(session.state.status.backends.map(({id}) => id), ['b1', 'b2', 'b3']);
	assert.equal(session.state.selection.id, 'b2');
});

test('of a change that is taken back, only what has changed is told', async () => {
	const backend = fakeBackend({id: 'b1', weight: 3});
	const session = sessionWith(backend, fakeBackend({id: 'b2'}));
	for (const [after, expected] of [
		[{...backend, state: 'disabled'}, /Undone: http:\/\/127.0.0.1:9001 is UP again$/mv],
		[{...backend, weight: 9}, /Undone: http:\/\/127.0.0.1:9001 has weight 3 again$/mv],
		[{...backend, weight: 9, state: 'disabled'}, /Undone: http:\/\/127.0.0.1:9001 is UP again and has weight 3 again$/mv],
		[{...backend, healthCheck: {path: '/x'}}, /Undone: http:\/\/127.0.0.1:9001 has its previous health checks again$/mv],
	] as const) {
		session.control.undoable.push({type: 'changed', before: backend, after});
		session.press('u');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		assert.match(session.bottom, expected);
	}
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
	empty.press('space', 'o', 'd', 'x');
	assert.equal(empty.state.mode.kind, 'browse');
	const session = three();
	session.press('tab', 'space', 'o', 'd', 'x');
	await session.settle();
	assert.deepEqual([...empty.control.calls, ...session.control.calls], []);
});

test('what is marked is drained, enabled, given a weight and removed together, in batches', async () => {
	const session = new ScreenSession(new FakeControl({backends: ['b1', 'b2', 'b3', 'b4'].map(id => fakeBackend({id}))}), {columns: 120, rows: 35});
	session.press('space', 'j', 'j', 'space', 'd');
	await session.settle();
	assert.match(session.bottom, /2 backends are draining: no new requests; u undoes it/v);
	assert.match(session.bottom, /d undrain/v);
	session.press('d');
	await session.settle();
	assert.match(session.bottom, /2 backends are enabled/v);
	session.press('w', '7', 'enter');
	await session.settle();
	assert.match(session.bottom, /Changed weight of 2 backends to 7, which round-robin ignores; u\s+undoes it/v);
	session.press('x');
	assert.match(session.bottom, /Remove 2 marked backends\?/v);
	session.press('y');
	await session.settle();
	assert.match(session.bottom, /Removed 2 backends; u undoes it/v);
	assert.deepEqual(session.state.status.backends.map(({id}) => id), ['b2', 'b4']);
	assert.deepEqual(session.control.calls, [
		'update b1 {"state":"draining"}', 'update b3 {"state":"draining"}',
		'update b1 {"state":"active"}', 'update b3 {"state":"active"}',
		'update b1 {"weight":7}', 'update b3 {"weight":7}',
		'remove b1', 'remove b3',
	].map(call => `${call} in a batch`));
});

test('to drain all that are available asks first; what is not changed is counted, and the others are', async () => {
	const session = new ScreenSession(new FakeControl({backends: ['b1', 'b2'].map(id => fakeBackend({id}))}));
	session.press('space', 'j', 'space', 'd');
	assert.match(session.bottom, /Drain 2 marked backends\? No backend is left: all get 503\./v);
	session.press('n', 'x');
	await session.control.removeBackend('b1');
	session.press('y');
	await session.settle();
	assert.match(session.bottom, /1 of 2 were not changed: /v);
	assert.deepEqual(session.state.status.backends, []);
});
