import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {KeptCertificate, noProgress} from '../../../../../source/engines/control/certificates/acme/kept-certificate.js';
import {temporaryDirectory} from '../../../../helpers/temporary-directory.js';

test('the progress of a renewal is read as it was kept; a damaged one is none', async t => {
	const directory = await temporaryDirectory(t);
	const kept = new KeptCertificate(directory, 'a.example');
	assert.deepEqual(await kept.loadProgress(), noProgress);
	const progress = {order: {url: 'https://ca.test/order/1', key: 'a key'}, failures: 2, attemptedAt: 1000, retryAt: 2000, challengeTurn: 1, problem: 'no'};
	await kept.saveProgress(progress);
	assert.deepEqual(await kept.loadProgress(), progress);
	for (const damaged of ['', '{', '{}', '{"failures": 1}', '{"failures": 1, "attempted_at": "soon", "retry_at": "later", "challenge_turn": 0}']) {
		/* eslint-disable no-await-in-loop -- All are of the same file. */
		await writeFile(path.join(directory, 'a.example.json'), damaged);
		assert.deepEqual(await kept.loadProgress(), noProgress, damaged);
		/* eslint-enable no-await-in-loop */
	}
});
