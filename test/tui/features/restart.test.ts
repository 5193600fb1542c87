import assert from 'node:assert/strict';
import test from 'node:test';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const urlOf = (number: number): string => `http://127.0.0.1:900${number}`;
const pool = (...numbers: number[]) => numbers.map((number, index) => fakeBackend({id: `b${index + 1}`, url: urlOf(number)}));

/** A screen that outlives the run it was attached to: the next one gives the ids to other backends. */
const attached = () => {
	const session = new ScreenSession(new FakeControl({backends: pool(1, 2, 3)}));
	return {
		session,
		restart() {
			session.control.changeStatus({startedAt: session.control.status().startedAt + 1, backends: pool(3, 1, 4)});
			session.refresh();
		},
	};
};

test('marks and the selection follow their backends into another run, whatever their ids are there', async () => {
	const {session, restart} = attached();
	session.press('space', 'j', 'space', 'j', 'k', 'k');
	assert.deepEqual([...session.state.markedBackends], ['b1', 'b2']);
	restart();
	assert.deepEqual([...session.state.markedBackends], ['b2']);
	assert.deepEqual(session.state.selection, {id: 'b2', index: 1});
	session.press('d');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b2 {"state":"draining"}']);
});

for (const [title, keys] of [['a confirmation', ['x']], ['a confirmation below the help', ['x', '?']], ['a weight', ['w', '3']], ['details', ['enter']]] as const) {
	test(`${title} of a backend does not reach the one that has its id in another run`, async () => {
		const {session, restart} = attached();
		session.press(...keys);
		restart();
		assert.match(session.bottom, /The proxy has been restarted: select the backend again/v);
		session.press('esc', 'y');
		await session.settle();
		assert.deepEqual(session.control.calls, []);
	});
}

test('what names no backend stays open in another run', () => {
	const {session, restart} = attached();
	session.press('?');
	const {mode} = session.state;
	restart();
	assert.equal(session.state.mode, mode);
});
