import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {ActivityCounts} from '../../../../source/engines/control/status/activity-counts.js';
import {CounterReader} from '../../../../source/engines/shared-memory/counter-reader.js';
import {allocateSharedMemory} from '../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../source/engines/shared-memory/stripe.js';
import type {EngineMetrics} from '../../../../source/model/metrics.js';

const start = () => {
	const memory = allocateSharedMemory(1);
	const counters = new CounterReader(memory);
	const activity = new ActivityCounts(counters);
	const stripe = new Stripe(memory, 0);
	return {
		activity,
		serve(slot: number, status = 200) {
			stripe.add(slot, 'requests');
			if (status >= 500) {
				stripe.fail(slot);
			}

			if (status === 499) {
				stripe.add(slot, 'aborted');
			}

			stripe.end(slot, 'GET', status, 7);
		},
		/** As it is done once no worker counts in the slot any more. */
		recycle(...slots: readonly number[]) {
			activity.onSlotsIdle(new Set(slots));
			for (const slot of slots) {
				counters.clearSlot(slot);
			}
		},
	};
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const totalsOf = ({exchanges, durations, backends}: EngineMetrics): readonly number[] => [
	sum(exchanges.map(({count}) => count)),
	sum(durations.flatMap(({counts}) => counts)),
	sum(durations.map(({sumMs}) => sumMs)),
	...(['requests', 'failures', 'aborted', 'checksPassed', 'checksFailed', 'ejections'] as const).map(name => sum(backends.map(counts => counts[name]))),
];

const check = {at: 0, durationMs: 1, reason: ''};

test('what a backend has served stays when it is removed, and goes on when it returns', () => {
	const {activity, serve, recycle} = start();
	const url = 'http://a';
	activity.onBackendAdded({slot: 1, url});
	serve(1);
	serve(1, 503);
	activity.onChecked({url}, {...check, passed: true});
	const served = [{backend: url, method: 'GET', status: 200, count: 1}, {backend: url, method: 'GET', status: 503, count: 1}];
	const read = activity.read();
	assert.deepEqual(read.exchanges, served);
	recycle(1);
	assert.deepEqual(activity.read(), read);

	activity.onBackendAdded({slot: 2, url});
	serve(2);
	const {exchanges, backends} = activity.read();
	assert.deepEqual(exchanges, [{...served[0], count: 2}, served[1]]);
	assert.deepEqual(backends, [{backend: url, requests: 3, failures: 1, aborted: 0, checksPassed: 1, checksFailed: 0, ejections: 0}]);
});

test('counts of a slot without a backend are part of the sums', () => {
	const {activity, serve, recycle} = start();
	activity.onBackendAdded({slot: 1, url: 'http://a'});
	recycle(1);
	serve(1);
	assert.deepEqual(activity.read().exchanges, [{backend: 'removed', method: 'GET', status: 200, count: 1}]);
});

test('of many that were removed, the last keep their names and the others are counted together', () => {
	const {activity, serve, recycle} = start();
	for (let index = 0; index < 250; index++) {
		activity.onBackendAdded({slot: 1, url: `http://backend-${index}`});
		serve(1);
		recycle(1);
	}

	const {exchanges} = activity.read();
	const counts = new Map(exchanges.map(({backend, count}) => [backend, count]));
	assert.equal(exchanges.length, 101);
	assert.deepEqual([counts.get('removed'), counts.get('http://backend-149'), counts.get('http://backend-150'), counts.get('http://backend-249')], [150, undefined, 1, 1]);
});

test('no total ever falls', () => {
	const slots = 4;
	const act = fc.oneof(
		{weight: 4, arbitrary: fc.record({type: fc.constant('serve' as const), slot: fc.integer({min: 0, max: slots}), status: fc.constantFrom(200, 404, 503)})},
		{weight: 2, arbitrary: fc.record({type: fc.constant('add' as const), slot: fc.integer({min: 1, max: slots}), host: fc.integer({min: 0, max: 150})})},
		fc.record({type: fc.constant('recycle' as const), slot: fc.integer({min: 1, max: slots})}),
		fc.record({type: fc.constant('check' as const), host: fc.integer({min: 0, max: 150}), passed: fc.boolean()}),
	);
	fc.assert(fc.property(fc.array(act, {maxLength: 400, size: 'max'}), acts => {
		const {activity, serve, recycle} = start();
		const present = new Map<number, string>();
		let before = totalsOf(activity.read());
		for (const each of acts) {
			switch (each.type) {
				case 'serve': {
					serve(each.slot, each.status);
					break;
				}

				case 'check': {
					activity.onChecked({url: `http://${each.host}`}, {...check, passed: each.passed});
					break;
				}

				case 'recycle': {
					if (present.delete(each.slot)) {
						recycle(each.slot);
					}

					break;
				}

				case 'add': {
					if (!present.has(each.slot)) {
						present.set(each.slot, `http://${each.host}`);
						activity.onBackendAdded({slot: each.slot, url: `http://${each.host}`});
					}

					break;
				}
			}

			const after = totalsOf(activity.read());
			for (const [index, total] of after.entries()) {
				assert.ok(total >= before[index]!, `${JSON.stringify(each)}: ${before.join(' ')} became ${after.join(' ')}`);
			}

			before = after;
		}
	}), {numRuns: 30});
});
