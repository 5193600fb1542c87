import assert from 'node:assert/strict';
import test from 'node:test';
import {settingsWire} from '../../source/wire/settings.js';
import {statusWire} from '../../source/wire/status.js';
import {strictly} from '../../source/wire/wire.js';
import {problemOf, startAdmin, type Admin} from './admin-harness.js';

const valueOf = async (ask: Admin['ask'], name: string): Promise<unknown> =>
	strictly(settingsWire).parse((await ask('GET', '/settings')).json).settings.find(setting => setting.name === name)?.value;

test('settings are shown with what is allowed, and changed by their names', async t => {
	const {ask} = await startAdmin(t);
	const {settings} = strictly(settingsWire).parse((await ask('GET', '/settings')).json);
	const policy = settings.find(({name}) => name === 'policy');
	assert.deepEqual([policy?.value, policy?.source, policy?.isLive, policy?.choices?.includes('p2c')], ['round-robin', 'default', true, true]);

	const changed = await ask('PATCH', '/settings', {body: {policy: 'least-connections', rateLimit: 7}});
	assert.equal(changed.status, 200);
	assert.equal(await valueOf(ask, 'policy'), 'least-connections');
	const {status} = strictly(statusWire).parse((await ask('GET', '/status')).json);
	assert.deepEqual([status.policy, status.rateLimit], ['least-connections', 7]);
});

test('one invalid setting refuses the whole change', async t => {
	const {ask} = await startAdmin(t);
	const bodies: readonly unknown[] = [{policy: 'fastest'}, {rateLimit: 7, policy: 'fastest'}, {rateLimit: 7, polcy: 'first'}, {rateLimit: 7, port: 1}, {}, [], null, 'policy', '{"__proto__": 1}', {rateLimit: {}}, {rateLimit: -1}];
	const refused = await Promise.all(bodies.map(async body => problemOf(await ask('PATCH', '/settings', {body}))));
	assert.deepEqual(refused.map(({status}) => status), bodies.map(() => 400));
	assert.match(refused[0]!.detail, /round-robin, weighted, least-connections/v);
	assert.deepEqual([await valueOf(ask, 'policy'), await valueOf(ask, 'rateLimit')], ['round-robin', 100]);
});
