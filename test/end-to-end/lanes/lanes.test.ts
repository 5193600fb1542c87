/* A share of what `npm run soak -- --lanes` compares. PROXY_TEST_SEED=… repeats a run. */
import assert from 'node:assert/strict';
import process from 'node:process';
import test from 'node:test';
import {compareLanes, describeDifference} from './compare-lanes.js';

const seed = Number(process.env['PROXY_TEST_SEED'] ?? Math.trunc(Math.random() * 0x7F_FF_FF_FF));

test('both lanes do the same with the same exchanges', async t => {
	t.diagnostic(`seed ${seed}`);
	const {exchanges, differing} = await compareLanes({seed, maxExchanges: 100, maxMs: 6000});
	t.diagnostic(`${exchanges} exchanges`);
	assert.equal(differing.length, 0, differing.slice(0, 3).map(difference => describeDifference(difference)).join('\n\n'));
	assert.ok(exchanges > 0);
});
