import assert from 'node:assert/strict';
import test from 'node:test';
import {policies} from '../../../source/model/pool.js';
import {FakeControl} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

test('b goes through all policies and says which is in force', async () => {
	const session = new ScreenSession(new FakeControl());
	for (const policy of [...policies.slice(1), policies[0]]) {
		session.press('b');
		// eslint-disable-next-line no-await-in-loop -- Each key follows what the one before has done.
		await session.settle();
		assert.equal(session.control.status().policy, policy);
		assert.match(session.bottom, new RegExp(`Changed policy to ${policy}`, 'v'));
	}
});
