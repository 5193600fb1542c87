import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	afterProbe,
	afterTrafficFailure,
	type HealthState,
	type Thresholds,
} from '../../../../source/engines/control/health/health-state.js';

const once = {rise: 1, fall: 1};

const initialHealth: HealthState = {health: 'unknown', contradictions: 0};

const afterProbes = (results: readonly boolean[], thresholds: Thresholds, from: HealthState = initialHealth) => {
	let state = from;

	for (const isPassed of results) {
		state = afterProbe(state, isPassed, thresholds);
	}

	return state.health;
};

test('the first probe decides, whatever the thresholds', () => {
	assert.equal(afterProbes([true], {rise: 5, fall: 5}), 'healthy');
	assert.equal(afterProbes([false], {rise: 5, fall: 5}), 'unhealthy');
});

test('with thresholds of one, each probe decides', () => {
	assert.equal(afterProbes([true, false], once), 'unhealthy');
	assert.equal(afterProbes([true, false, true], once), 'healthy');
});

test('a backend falls only after failures in a row', () => {
	const thresholds = {rise: 1, fall: 3};
	assert.equal(afterProbes([true, false, false], thresholds), 'healthy');
	assert.equal(afterProbes([true, false, false, true, false, false], thresholds), 'healthy');
	assert.equal(afterProbes([true, false, false, false], thresholds), 'unhealthy');
});

test('a backend rises only after passes in a row', () => {
	const thresholds = {rise: 2, fall: 1};
	assert.equal(afterProbes([false, true], thresholds), 'unhealthy');
	assert.equal(afterProbes([false, true, false, true], thresholds), 'unhealthy');
	assert.equal(afterProbes([false, true, true], thresholds), 'healthy');
});

test('a failure seen by traffic needs no threshold, and all of `rise` to make up for', () => {
	assert.equal(afterTrafficFailure().health, 'unhealthy');
	assert.equal(afterProbes([true], {rise: 2, fall: 3}, afterTrafficFailure()), 'unhealthy');
	assert.equal(afterProbes([true, true], {rise: 2, fall: 3}, afterTrafficFailure()), 'healthy');
});

/** The same rule by looking back over all results instead of counting. */
const lookingBack = (results: readonly boolean[], {rise, fall}: Thresholds) => {
	let isHealthy = results[0]!;

	for (let end = 2; end <= results.length; end += 1) {
		const needed = isHealthy ? fall : rise;
		const last = results.slice(Math.max(0, end - needed), end);

		if (last.length === needed && !last.includes(isHealthy)) {
			isHealthy = !isHealthy;
		}
	}

	return isHealthy ? 'healthy' : 'unhealthy';
};

test('health changes exactly when as many probes in a row as the threshold says spoke against it', () => {
	const threshold = fc.integer({min: 1, max: 4});
	const results = fc.array(fc.boolean(), {minLength: 1, maxLength: 40});
	const agrees = fc.property(results, threshold, threshold, (passes, rise, fall) => {
		assert.equal(afterProbes(passes, {rise, fall}), lookingBack(passes, {rise, fall}));
	});
	fc.assert(agrees);
});
