import assert from 'node:assert/strict';
import test from 'node:test';
import {statusSchema} from '../../source/admin/json/status-json.js';
import {problemOf, startAdmin} from './admin-harness.js';

test('the policy is shown and changed', async t => {
	const {ask} = await startAdmin(t);
	assert.deepEqual((await ask('GET', '/settings')).json, {policy: 'round-robin'});
	const changed = await ask('PATCH', '/settings', {body: {policy: 'least-connections'}});
	assert.equal(changed.status, 200);
	assert.deepEqual(changed.json, {policy: 'least-connections'});
	assert.equal(statusSchema.parse((await ask('GET', '/status')).json).policy, 'least-connections');
});

test('a policy that does not exist is refused, with those that do', async t => {
	const {ask} = await startAdmin(t);
	const refused = problemOf(await ask('PATCH', '/settings', {body: {policy: 'fastest'}}));
	assert.deepEqual([refused.status, refused.code], [400, 'invalid_request']);
	assert.match(refused.detail, /round-robin, weighted, least-connections/v);
	assert.equal(problemOf(await ask('PATCH', '/settings', {body: {}})).status, 400);
	assert.equal(problemOf(await ask('PATCH', '/settings', {body: {policy: 'p2c', extra: 1}})).status, 400);
	assert.deepEqual((await ask('GET', '/settings')).json, {policy: 'round-robin'});
});
