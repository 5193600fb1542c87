import assert from 'node:assert/strict';
import test from 'node:test';
import {historyMs} from '../../../../source/model/history.js';
import {RowHistory} from '../../../../source/engines/control/history/row-history.js';
import {TrafficHistory} from '../../../../source/engines/control/history/traffic-history.js';
import {RecentTrafficWindow} from '../../../../source/engines/control/status/recent-traffic.js';
import {CounterReader} from '../../../../source/engines/shared-memory/counter-reader.js';
import {rangeBounds} from '../../../../source/engines/shared-memory/latency-ranges.js';
import {allocateSharedMemory, proxySlot} from '../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../source/engines/shared-memory/stripe.js';

const spanMs = 5000;
const start = Date.UTC(2026, 0, 2);

/** One row under a test's traffic, in simulated time. */
const startRow = (slot = 1) => {
	const memory = allocateSharedMemory(2);
	const stripes = [new Stripe(memory, 0), new Stripe(memory, 1)];
	const counters = new CounterReader(memory);
	const row = new RowHistory({
		counters, slot, countErrors: () => counters.count(slot, 'failures'), spanMs, at: start,
	});
	let at = start;
	return {
		memory,
		counters,
		row,
		/** Requests that are answered within the span, by both workers in turn. */
		carry(latencies: readonly number[]) {
			for (const [index, milliseconds] of latencies.entries()) {
				stripes[index % 2]!.add(slot, 'requests');
				stripes[index % 2]!.recordLatency(slot, milliseconds);
			}
		},
		stripe: stripes[0]!,
		pass(spans = 1) {
			for (let span = 0; span < spans; span++) {
				at += spanMs;
				row.update(at);
			}
		},
		now: () => at,
	};
};

const near = (actual: number | undefined, expected: number): void => {
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= expected * 0.05, `${actual} is not about ${expected}`);
};

test('a backend without traffic has no history', () => {
	const {row, pass} = startRow();
	pass(3);
	const {points, latencies, spanMs: length} = row.read();
	assert.equal(length, spanMs);
	assert.deepEqual(points, []);
	assert.deepEqual(latencies.map(({count}) => count), rangeBounds.map(() => 0));
});

test('each span has its own requests, errors and latencies, over all workers together', () => {
	const {row, carry, pass, stripe, now} = startRow();
	pass();
	carry(Array.from({length: 100}, (_, index) => index + 1));
	stripe.fail(1);
	pass();
	pass();
	carry([7]);
	pass();
	const {points} = row.read();
	assert.deepEqual(points.map(({requests, errors}) => [requests, errors]), [[100, 1], [0, 0], [1, 0]]);
	assert.deepEqual(points.map(({at}) => at), [now() - (2 * spanMs), now() - spanMs, now()]);
	near(points[0]!.p50Ms, 50);
	near(points[0]!.p95Ms, 95);
	near(points[0]!.p99Ms, 99);
	assert.deepEqual([points[1]!.p50Ms, points[1]!.p99Ms], [undefined, undefined]);
	near(points[2]!.p50Ms, 7);
});

test('a request that is answered in a later span counts where it came and its latency where it was answered', () => {
	const {row, pass, stripe} = startRow();
	stripe.enter(1);
	stripe.add(1, 'requests');
	pass(3);
	stripe.recordLatency(1, 12_000);
	stripe.leave(1);
	pass();
	const {points} = row.read();
	assert.deepEqual(points.map(({requests}) => requests), [1, 0, 0, 0]);
	assert.deepEqual(points.slice(0, 3).map(({p50Ms}) => p50Ms), [undefined, undefined, undefined]);
	near(points[3]!.p50Ms, 12_000);
});

test('latencies are sorted into ranges', () => {
	const {row, carry, pass} = startRow();
	carry([0.05, 3, 3, 4, 700, 100_000]);
	pass();
	const found = row.read().latencies.filter(({count}) => count > 0).map(({upToMs, count}) => [upToMs, count]);
	assert.deepEqual(found, [[0.1, 1], [5, 3], [1000, 1], [Infinity, 1]]);
});

test('only the last ten minutes are kept', () => {
	const {row, carry, pass} = startRow();
	const spans = historyMs / spanMs;
	carry([3]);
	pass();
	carry([300]);
	pass(spans - 1);
	assert.equal(row.read().points.length, spans);
	assert.equal(row.read().points[0]!.requests, 1);
	pass();
	const {points, latencies} = row.read();
	assert.equal(points.length, spans);
	assert.equal(points[0]!.requests, 1);
	near(points[0]!.p50Ms, 300);
	assert.equal(latencies.reduce((sum, {count}) => sum + count, 0), 2, 'the minute is still within ten');
	pass(spans / 5);
	assert.deepEqual(row.read().points.filter(({requests}) => requests > 0), []);
	assert.equal(row.read().latencies.reduce((sum, {count}) => sum + count, 0), 0);
});

test('the history has one entry a second, in total and by backend', () => {
	const {memory, counters} = startRow();
	const stripe = new Stripe(memory, 0);
	const history = new TrafficHistory(counters, start);
	history.onBackendAdded({id: 'b1', url: 'http://127.0.0.1:9001', weight: 1, state: 'active', slot: 1}, start);
	stripe.add(proxySlot, 'requests');
	stripe.add(1, 'requests');
	for (let second = 1; second <= 5; second++) {
		// As timers come.
		history.update(start + (second * 1000) - (second === 5 ? 3 : 0));
	}

	assert.deepEqual(history.read(undefined)!.points.map(({requests}) => requests), [1, 0, 0, 0, 0]);
	assert.deepEqual(history.read('b1')!.points.map(({requests}) => requests), [1]);
	assert.equal(history.read('b2'), undefined);
	history.onBackendRemoved({id: 'b1'});
	assert.equal(history.read('b1'), undefined);
});

test('the requests of each of the last seconds are counted, none where there were none', () => {
	const {counters, stripe} = startRow();
	const recent = new RecentTrafficWindow(counters, 1, () => 0, start);
	const trend = (): readonly number[] | undefined => recent.trend;
	let second = 0;
	const pass = (requests: number): void => {
		stripe.add(1, 'requests', requests);
		second++;
		recent.update(start + (second * 1000));
	};

	pass(0);
	assert.equal(trend(), undefined);
	pass(3);
	pass(0);
	pass(2);
	assert.deepEqual(trend(), [3, 0, 2]);
	for (let quiet = 0; quiet < 59; quiet++) {
		pass(0);
	}

	assert.equal(trend()?.length, 60);
	assert.deepEqual(trend()?.slice(0, 2), [2, 0]);
	pass(0);
	assert.equal(trend(), undefined);
});
