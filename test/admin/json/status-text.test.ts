import assert from 'node:assert/strict';
import test from 'node:test';
import {statusToJson} from '../../../source/admin/json/status-json.js';
import {backendsToText, statusToText} from '../../../source/admin/json/status-text.js';
import {fakeBackend, fakeStatus} from '../../helpers/fake-control.js';

test('the text of a status says the same as its JSON, with any number of backends', () => {
	for (const count of [0, 1, 3]) {
		const status = fakeStatus({backends: Array.from({length: count}, (_, index) => fakeBackend({id: `b${index + 1}`, url: `http://localhost:${3000 + index}`}))});
		const now = status.startedAt + 90_000;
		assert.deepEqual(JSON.parse(statusToText(status, '1.2.3', now)), structuredClone(statusToJson(status, '1.2.3', now)));
		assert.equal((JSON.parse(backendsToText(status.backends)) as {backends: unknown[]}).backends.length, count);
	}
});
