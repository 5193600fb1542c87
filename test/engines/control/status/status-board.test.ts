import assert from 'node:assert/strict';
import test from 'node:test';
import {CounterReader} from '../../../../source/engines/shared-memory/counter-reader.js';
import {HealthCells} from '../../../../source/engines/shared-memory/health-cells.js';
import {allocateSharedMemory} from '../../../../source/engines/shared-memory/memory-layout.js';
import {SharedCursor} from '../../../../source/engines/shared-memory/shared-cursor.js';
import {Stripe} from '../../../../source/engines/shared-memory/stripe.js';
import type {HealthDetails} from '../../../../source/engines/control/backend-watch.js';
import {StatusBoard, type StatusBoardOptions} from '../../../../source/engines/control/status/status-board.js';
import type {PoolMember} from '../../../../source/model/pool.js';

const start = (changed: Partial<StatusBoardOptions> = {}) => {
	const memory = allocateSharedMemory(2);
	const details = new Map<string, HealthDetails>();
	const nothing: HealthDetails = {};
	const cells = new HealthCells(memory);
	const board = new StatusBoard({
		counters: new CounterReader(memory),
		cells,
		cursor: new SharedCursor(memory),
		healthDetails: id => details.get(id) ?? nothing,
		ejection: () => undefined,
		panicThreshold: () => 50,
		drainDetails: () => ({}),
		...changed,
	});
	const member: PoolMember = {id: 'b1', url: 'http://a', weight: 1, state: 'active', slot: 1};
	board.onBackendAdded(member);
	return {board, cells, details, member, stripe: new Stripe(memory, 1)};
};

test('the status of an unchanged backend is the same object, and another after each kind of change', () => {
	const {board, cells, details, member, stripe} = start();
	let told = board.backend(member);
	const changed = (what: string, change: () => void): void => {
		assert.equal(board.backend(member), told, `before: ${what}`);
		change();
		const now = board.backend(member);
		assert.notEqual(now, told, what);
		told = now;
	};

	changed('in flight', () => {
		stripe.enter(1);
	});
	assert.equal(told.connections, 1);
	changed('requests', () => {
		stripe.add(1, 'requests');
	});
	changed('failures', () => {
		stripe.fail(1);
	});
	changed('an abort', () => {
		stripe.add(1, 'aborted');
	});
	changed('a wait', () => {
		stripe.setWait(1, 1500);
	});
	assert.deepEqual([told.aborted, told.oldestRequestMs, told.failures], [1, 1500, 1]);
	changed('health', () => {
		cells.set(1, 'healthy');
	});
	changed('share', () => {
		cells.setShare(1, 0.5);
	});
	changed('a health check', () => {
		details.set('b1', {reason: 'connection refused', since: 1000});
	});
	changed('figures', () => {
		board.update();
	});
	assert.deepEqual([told.requests, told.failures, told.health, told.share, told.healthReason], [1, 1, 'healthy', 0.5, 'connection refused']);
	const heavier = {...member, weight: 3};
	assert.equal(board.backend(heavier).weight, 3);
});

test('a backend without traffic keeps its figures however often they are brought up to date', () => {
	const {board, member} = start();
	const told = board.backend(member);
	for (let second = 0; second < 20; second++) {
		board.update();
	}

	assert.equal(board.backend(member), told);
});

test('a draining or ejected backend is a new object each time, because of its remaining time', () => {
	const draining = start({drainDetails: () => ({drainEndsAt: 1000})});
	const member = {...draining.member, state: 'draining' as const};
	assert.notEqual(draining.board.backend(member), draining.board.backend(member));
	assert.equal(draining.board.backend(member).stateSince, undefined);
	draining.board.onStateChanged(member, 77);
	assert.equal(draining.board.backend(member).stateSince, 77);
	const ejected = start({ejection: () => ({remainingMs: 500, reason: 'because'})});
	assert.notEqual(ejected.board.backend(ejected.member), ejected.board.backend(ejected.member));
});
