import assert from 'node:assert/strict';
import test from 'node:test';
import {migrateRequestsAdvice} from '../../source/config/migrate-requests.js';

test('the kernel setting is advised where several threads listen and it is off', () => {
	assert.match(migrateRequestsAdvice(2, () => '0\n')!, /"sysctl net\.ipv4\.tcp_migrate_req=1"/v);
	assert.equal(migrateRequestsAdvice(1, () => '0\n'), undefined);
	assert.equal(migrateRequestsAdvice(4, () => '1\n'), undefined);
	assert.equal(migrateRequestsAdvice(4, () => {
		throw new Error('ENOENT');
	}), undefined);
});
