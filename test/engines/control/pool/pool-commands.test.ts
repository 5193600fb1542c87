import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {Cause} from '../../../../source/model/actor.js';
import {ControlError} from '../../../../source/model/control-error.js';
import {warningWords} from '../../../../source/model/warning.js';
import {byTest, startPool} from './pool-harness.js';

const three = ['http://a', 'http://b', 'http://c'] as const;

test('an idle backend that is to drain is off at once', async () => {
	const {commands, clock, pool, events} = await startPool(three);
	await commands.update('b2', {state: 'draining'}, byTest);
	assert.equal(pool(), 'a:1 b:1:draining c:1');
	await clock.advance(0);
	assert.equal(pool(), 'a:1 b:1:disabled c:1');
	assert.deepEqual(events.flatMap(event => event.type === 'state-changed' ? [`${event.from} → ${event.to}`] : []), ['active → draining', 'draining → disabled']);
});

test('a busy backend drains until it is idle, without anything being cut off', async () => {
	const {commands, clock, pool, carry, cuts} = await startPool(three);
	carry('b2', 5);
	await commands.update('b2', {state: 'draining'}, byTest);
	await clock.advance(29_000);
	assert.equal(pool(), 'a:1 b:1:draining c:1');
	carry('b2', 0);
	await clock.advance(100);
	assert.equal(pool(), 'a:1 b:1:disabled c:1');
	assert.deepEqual(cuts, []);
});

test('what a backend still has in flight after its time is cut off, and that is reported', async () => {
	const {commands, clock, pool, carry, cuts, events, registry} = await startPool(three);
	carry('b2', 5);
	await commands.update('b2', {state: 'draining'}, byTest);
	await clock.advance(30_000);
	assert.equal(pool(), 'a:1 b:1:disabled c:1');
	assert.deepEqual(cuts, [registry.get('b2').slot]);
	assert.ok(events.some(event => event.type === 'warning' && warningWords(event.warning) === 'http://b has not drained in time: 5 in flight were cut off.'));
});

test('undraining in time calls the drain off', async () => {
	const {commands, clock, pool, carry} = await startPool(three);
	carry('b2', 5);
	await commands.update('b2', {state: 'draining'}, byTest);
	await commands.update('b2', {state: 'active'}, byTest);
	await clock.advance(60_000);
	assert.equal(pool(), 'a:1 b:1 c:1');
});

test('an idle backend is removed at once, a busy one when it has drained', async () => {
	const {commands, clock, pool, carry} = await startPool(three);
	assert.equal(await commands.remove('b1', false, byTest), undefined);
	assert.equal(pool(), 'b:1 c:1');
	carry('b2', 1);
	const draining = await commands.remove('b2', false, byTest);
	assert.equal(draining?.state, 'draining');
	assert.equal(commands.isBeingRemoved('b2'), true);
	await clock.advance(1000);
	assert.equal(pool(), 'b:1:draining c:1');
	carry('b2', 0);
	await clock.advance(100);
	assert.equal(pool(), 'c:1');
	assert.equal(commands.isBeingRemoved('b2'), false);
});

test('a removal is reported when it is complete, even of a backend that was draining before', async () => {
	const {commands, clock, carry, events} = await startPool(three);
	carry('b1', 1);
	await commands.update('b1', {state: 'draining'}, byTest);
	const another: Cause = {actor: {face: 'api', name: '::1'}};
	await commands.remove('b1', false, another);
	carry('b1', 0);
	await clock.advance(100);
	assert.deepEqual(events.slice(-2).map(({type, actor}) => [type, actor]), [['state-changed', byTest.actor], ['backend-removed', another.actor]]);
});

test('a busy backend is gone after its time, and by force at once', async () => {
	const {commands, clock, pool, carry, cuts, registry} = await startPool(three);
	const slots = registry.members.map(({slot}) => slot);
	carry('b1', 1);
	carry('b2', 1);
	await commands.remove('b1', false, byTest);
	assert.equal(await commands.remove('b2', true, byTest), undefined);
	assert.equal(pool(), 'a:1:draining c:1');
	assert.deepEqual(cuts, [slots[1]]);
	await clock.advance(30_000);
	assert.equal(pool(), 'c:1');
	assert.deepEqual(cuts, [slots[1], slots[0]]);
});

test('a removal that waits can be forced, and counts as one change', async () => {
	const {commands, undoHistory, pool, carry} = await startPool(three);
	carry('b2', 1);
	await commands.remove('b2', false, byTest);
	await commands.remove('b2', true, byTest);
	assert.equal(pool(), 'a:1 c:1');
	await undoHistory.undo(byTest);
	assert.equal(pool(), 'a:1 b:1 c:1');
	await assert.rejects(undoHistory.undo(byTest), {code: 'nothing_to_undo'});
});

test('undo brings a removed backend back to its place, with weight, state and id', async () => {
	const {commands, undoHistory, pool, registry} = await startPool(three);
	await commands.update('b2', {weight: 7, state: 'disabled'}, byTest);
	await commands.remove('b2', false, byTest);
	assert.deepEqual(await undoHistory.undo(byTest), {
		type: 'removed', index: 1, backend: {
			id: 'b2', url: 'http://b', weight: 7, state: 'disabled',
		},
	});
	assert.equal(pool(), 'a:1 b:7:disabled c:1');
	assert.equal(registry.members[1]?.id, 'b2');
	await undoHistory.undo(byTest);
	assert.equal(pool(), 'a:1 b:1 c:1');
});

test('undo of a removal that waits calls it off', async () => {
	const {commands, undoHistory, clock, pool, carry} = await startPool(three);
	carry('b2', 1);
	await commands.remove('b2', false, byTest);
	await undoHistory.undo(byTest);
	await clock.advance(60_000);
	assert.equal(pool(), 'a:1 b:1 c:1');
	assert.equal(commands.isBeingRemoved('b2'), false);
});

test('undo of a drain that has ended makes the backend active again', async () => {
	const {commands, undoHistory, clock, pool} = await startPool(three);
	await commands.update('b2', {state: 'draining'}, byTest);
	await clock.advance(0);
	await undoHistory.undo(byTest);
	await clock.advance(60_000);
	assert.equal(pool(), 'a:1 b:1 c:1');
});

test('what the program was started with is no change, and what changed nothing neither', async () => {
	const {commands, undoHistory} = await startPool(three);
	await commands.update('b1', {weight: 1, state: 'active'}, byTest);
	await assert.rejects(undoHistory.undo(byTest), new ControlError('nothing_to_undo', 'There is no change left to undo.'));
});

test('a backend that was draining when the program ended is off at the next start', async () => {
	const {commands, pool} = await startPool();
	await commands.addInitial({url: 'http://a', state: 'draining'}, byTest);
	assert.equal(pool(), 'a:1:disabled');
});

type Step = {readonly index: number; readonly action: 'add' | 'remove' | 'drain' | 'disable' | 'enable' | 'weigh'; readonly number: number};

const steps = fc.array(fc.record<Step>({
	index: fc.nat(7),
	action: fc.constantFrom('add', 'remove', 'drain', 'disable', 'enable', 'weigh'),
	number: fc.integer({min: 1, max: 256}),
}), {maxLength: 40});

test('the commands of a batch are undone in one step, and each backend returns to its place', async () => {
	const {commands, undoHistory, pool} = await startPool([...three, 'http://d']);
	const inBatch = (batch: string) => ({...byTest, batch});
	await commands.update('b1', {weight: 5}, byTest);
	for (const id of ['b1', 'b3']) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		await commands.update(id, {weight: 2}, inBatch('first'));
		await commands.remove(id, false, inBatch('first'));
		/* eslint-enable no-await-in-loop */
	}

	await commands.update('b2', {state: 'disabled'}, inBatch('second'));
	await commands.update('b4', {state: 'disabled'}, inBatch('second'));
	assert.equal(pool(), 'b:1:disabled d:1:disabled');
	assert.deepEqual(await undoHistory.undo(byTest), {type: 'several', urls: ['http://b', 'http://d']});
	assert.equal(pool(), 'b:1 d:1');
	assert.deepEqual(await undoHistory.undo(byTest), {type: 'several', urls: ['http://a', 'http://c']});
	assert.equal(pool(), 'a:5 b:1 c:1 d:1');
	await undoHistory.undo(byTest);
	assert.equal(pool(), 'a:1 b:1 c:1 d:1');
});

test('after any commands, undoing all of them leaves the pool as it was', async () => {
	await fc.assert(fc.asyncProperty(steps, async commandsGiven => {
		const {commands, undoHistory, pool, registry} = await startPool(three);
		const before = pool();
		for (const [turn, {index, action, number}] of commandsGiven.entries()) {
			const id = registry.members[index % Math.max(registry.members.length, 1)]?.id;
			/* eslint-disable no-await-in-loop -- one command after the other */
			if (action === 'add') {
				await commands.add({url: `http://new${turn}`, weight: number}, byTest);
			} else if (id !== undefined && action === 'remove') {
				await commands.remove(id, false, byTest);
			} else if (id !== undefined) {
				await commands.update(id, {
					drain: {state: 'draining'}, disable: {state: 'disabled'}, enable: {state: 'active'}, weigh: {weight: number},
				}[action as 'drain'] as {weight?: number}, byTest);
			}
		}

		let isUndone = true;
		while (isUndone) {
			isUndone = await undoHistory.undo(byTest).then(() => true).catch(() => false);
		}
		/* eslint-enable no-await-in-loop */

		await assert.rejects(undoHistory.undo(byTest), {code: 'nothing_to_undo'});
		assert.equal(pool(), before);
	}));
});

test('a health check that cannot be made is refused, with a new backend and with a change', async () => {
	const {commands, pool} = await startPool(three);
	const before = pool();
	const healthCheck = {method: 'HEAD', body: 'ok'} as const;
	const problem = {code: 'invalid_backend', message: 'Its health check is invalid: a response to HEAD has no body to search for a text; use GET, or expect no text.'};
	await assert.rejects(commands.add({url: 'http://new', healthCheck}, byTest), problem);
	await assert.rejects(commands.update('b1', {healthCheck}, byTest), problem);
	assert.equal(pool(), before);
});
