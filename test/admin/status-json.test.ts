import assert from 'node:assert/strict';
import test from 'node:test';
import {backendsToJson, statusToJson} from '../../source/admin/status-json.js';
import {statusWire} from '../../source/wire/status.js';
import {strictly} from '../../source/wire/wire.js';
import {fakeBackend, fakeStatus} from '../helpers/fake-control.js';

test('the text of a status says all of it, with any number of backends', () => {
	for (const count of [0, 1, 3]) {
		const status = fakeStatus({backends: Array.from({length: count}, (_, index) => fakeBackend({id: `b${index + 1}`, url: `http://localhost:${3000 + index}`}))});
		const now = status.startedAt + 90_000;
		assert.deepEqual(strictly(statusWire).parse(JSON.parse(statusToJson(status, '1.2.3', now))), {status, version: '1.2.3', now, uptimeMs: 90_000});
		assert.equal((JSON.parse(backendsToJson(status.backends)) as {backends: unknown[]}).backends.length, count);
	}
});
