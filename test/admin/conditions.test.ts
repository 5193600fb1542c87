import assert from 'node:assert/strict';
import test from 'node:test';
import {actorWords, type Actor} from '../../source/model/actor.js';
import {routes} from '../../source/admin/routes.js';
import type {BackendStatus} from '../../source/model/status.js';
import {backendWire, backendListWire} from '../../source/wire/backend.js';
import {statusWire} from '../../source/wire/status.js';
import {strictly} from '../../source/wire/wire.js';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';
import {problemOf, startAdmin} from './admin-harness.js';

const bodies: Readonly<Record<string, unknown>> = {
	'POST /backends': {url: 'http://b'},
	'POST /add': {url: 'http://b'},
	'PATCH /backends/:id': {weight: 2},
	'PUT /pool': {backends: []},
	'PATCH /settings': {policy: 'first'},
};

test('every change of the pool is refused when its client has not seen the pool as it is', async t => {
	const {ask, control} = await startAdmin(t);
	await control.addBackend({url: 'http://a'});
	const {headers: {etag}} = await ask('GET', '/backends');
	await control.addBackend({url: 'http://c'});
	control.calls.length = 0;
	const writes = routes.filter(({method, isOfPool}) => isOfPool && method !== 'GET');
	assert.equal(writes.length, 7);
	const answers = await Promise.all(writes.map(async ({method, path: pattern}) =>
		ask(method, pattern.replace(':id', 'b1'), {headers: {'if-match': etag}, body: bodies[`${method} ${pattern}`]})));
	assert.deepEqual(answers.map(answer => problemOf(answer)).map(({status, code}) => [status, code]), writes.map(() => [412, 'pool_changed']));
	assert.deepEqual(control.calls, []);
});

test('a filter that cannot be read is refused with its place', async t => {
	const {ask} = await startAdmin(t);
	const asText = await ask('GET', `/requests?filter=${encodeURIComponent('(((')}`);
	assert.equal(asText.status, 200, 'brackets are a text to look for');
	const {status, code, detail} = problemOf(await ask('GET', '/requests?filter=status:'));
	assert.deepEqual([status, code], [400, 'invalid_request']);
	assert.match(detail, /^filter: .* The error is at character \d+\.$/v);
});

test('the actor of a change is its address, token and claimed name', async t => {
	const actors: Actor[] = [];
	const control = new FakeControl();
	const controlAs = (actor: Actor): FakeControl => {
		actors.push(actor);
		return control;
	};

	const {ask} = await startAdmin(t, {control, controlAs, token: 'secret', readToken: 'looking'});
	await ask('POST', '/undo', {headers: {authorization: 'Bearer secret'}});
	await ask('GET', '/status', {headers: {authorization: 'Bearer looking', 'user-agent': `deploy "7"${' '.repeat(200)}.`}});
	await ask('GET', '/livez');
	await ask('POST', '/undo');
	const address = {face: 'api', name: '127.0.0.1'} as const;
	assert.deepEqual(actors, [{...address, tokenName: 'admin'}, {...address, tokenName: 'read-only', claimedName: 'deploy "7"'}, address]);
	assert.deepEqual(actors.map(actor => actorWords(actor)), ['127.0.0.1 with the admin token', String.raw`127.0.0.1 with the read-only token, calling itself "deploy \"7\""`, '127.0.0.1']);
});

test('lists show the last few checks of each backend, a single backend all', async t => {
	const checks = Array.from({length: 20}, (_, index) => ({at: index, passed: true, durationMs: index, reason: '200 OK'}));
	const {ask} = await startAdmin(t, {control: new FakeControl({backends: [fakeBackend({id: 'b1', checks})]})});
	const durations = (backend: BackendStatus) => backend.checks?.map(check => check.durationMs);
	const last = Array.from({length: 10}, (_, index) => index + 10);
	assert.deepEqual(durations(strictly(statusWire).parse((await ask('GET', '/status')).json).status.backends[0]!), last);
	assert.deepEqual(durations(strictly(backendListWire).parse((await ask('GET', '/backends')).json).backends[0]!), last);
	assert.equal(durations(strictly(backendWire).parse((await ask('GET', '/backends/b1')).json))?.length, 20);
});
