import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {startMonitor, type Behaviour} from './monitor-harness.js';
import {TransitionRules} from './transition-rules.js';

const ids = ['a', 'b', 'c', 'd'];
const maxConcurrent = 2;
const longestProbeMs = 5000;

/** Comes before a wait, so that steps fall into the midst of probes. */
type Step = {
	readonly action: 'add' | 'remove' | 'report' | 'behave';
	readonly id: string;
	readonly behaviour: Behaviour;
	readonly waitMs: number;
};

const verdict = fc.constantFrom('passed', 'failed', 'inconclusive');
const durationMs = fc.integer({min: 0, max: longestProbeMs});
const step: fc.Arbitrary<Step> = fc.record({
	action: fc.constantFrom('add', 'remove', 'report', 'behave'),
	id: fc.constantFrom(...ids),
	behaviour: fc.record({verdict, durationMs}),
	waitMs: fc.oneof(fc.constant(0), fc.integer({min: 0, max: 12_000})),
});

const simulate = (random: number) => {
	const harness = startMonitor({maxConcurrent, random: () => random});
	const {clock, monitor, records, behave} = harness;
	const rules = new Map(ids.map(id => [id, new TransitionRules()]));
	let followed = 0;

	const follow = () => {
		for (const record of records.slice(followed)) {
			rules.get(record.id)!.follow(record);
		}

		followed = records.length;
	};

	const actions = {
		add(id: string) {
			rules.get(id)!.added();
			monitor.add({id, url: id});
		},
		remove(id: string) {
			monitor.remove(id);
			follow();
			rules.get(id)!.removed();
		},
		report(id: string) {
			const rule = rules.get(id)!;
			rule.failed(clock.monotonic());
			monitor.reportFailure(id, 'reported');
			follow();
			assert.ok(!rule.isWatched || rule.health === 'unhealthy');
		},
		behave,
	};

	return {
		...harness,
		rules,
		async perform({action, id, behaviour, waitMs}: Step) {
			follow();
			actions[action](id, behaviour);
			await clock.advance(waitMs);
			follow();
		},
	};
};

test('whatever happens in whatever order, the rules hold', async () => {
	const holds = fc.asyncProperty(fc.array(step, {maxLength: 30}), fc.double({min: 0, max: 0.999, noNaN: true}), async (steps, random) => {
		const {clock, monitor, rules, perform, beginnings, mostUnderWay} = simulate(random);

		for (const next of steps) {
			// eslint-disable-next-line no-await-in-loop -- One after the other is the point.
			await perform(next);
		}

		// However it went before: two rounds later each watched backend, and no other, has been asked again.
		const before = clock.monotonic();
		await clock.advance(2 * (11_000 + (longestProbeMs * ids.length / maxConcurrent)));
		const asked = ids.filter(id => beginnings(id).some(at => at > before));
		assert.deepEqual(asked, ids.filter(id => rules.get(id)!.isWatched));
		assert.ok(mostUnderWay() <= maxConcurrent);

		monitor.stop();
		await clock.advance(longestProbeMs);
		assert.equal(clock.pendingTimers, 0);
	});
	await fc.assert(holds, {numRuns: 150});
});
