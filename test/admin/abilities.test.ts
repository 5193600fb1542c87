import assert from 'node:assert/strict';
import test from 'node:test';
import {abilities, lackReasons} from '../../source/model/abilities.js';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';
import {fakeExchange} from '../helpers/fake-exchange.js';
import {problemOf, startAdmin} from './admin-harness.js';

const controlWith = (lacks: typeof abilities | undefined): FakeControl => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'})], ...(lacks && {lacks})});
	control.log(1);
	control.details.set(1, fakeExchange());
	return control;
};

const pathsOf = (json: unknown): readonly string[] => Object.keys((json as {readonly paths: Readonly<Record<string, unknown>>}).paths);

test('routes of what the engine cannot do say so, and are not documented', async t => {
	const {ask, control} = await startAdmin(t, {control: controlWith(abilities)});
	control.fixedSettings = new Map([['panicThreshold', 'This engine has no panic threshold.']]);
	assert.deepEqual(((await ask('GET', '/status')).json as {readonly lacks: unknown}).lacks, abilities);
	assert.deepEqual(problemOf(await ask('GET', '/history')), {status: 501, code: 'not_supported', detail: lackReasons.history});
	assert.deepEqual(problemOf(await ask('GET', '/requests?open=true')), {status: 501, code: 'not_supported', detail: lackReasons.openRequests});
	assert.deepEqual(problemOf(await ask('GET', '/top')), {status: 501, code: 'not_supported', detail: lackReasons.top});
	assert.deepEqual(problemOf(await ask('POST', '/requests/1/replay')), {status: 501, code: 'not_supported', detail: lackReasons.replay});
	assert.deepEqual(problemOf(await ask('PATCH', '/settings', {body: {panicThreshold: 5}})), {status: 501, code: 'not_supported', detail: 'This engine has no panic threshold.'});
	assert.equal((await ask('GET', '/requests/1')).status, 200);
	const {settings} = (await ask('GET', '/settings')).json as {readonly settings: ReadonlyArray<Readonly<Record<string, unknown>>>};
	const fixed = settings.find(({name}) => name === 'panicThreshold')!;
	assert.deepEqual([fixed['live'], fixed['fixed_because']], [false, 'This engine has no panic threshold.']);
	const paths = pathsOf((await ask('GET', '/openapi.json')).json);
	assert.ok(paths.includes('/requests/{number}'));
	assert.ok(!paths.includes('/history') && !paths.includes('/requests/{number}/replay'));
	assert.deepEqual(control.calls, []);
});

test('with all abilities nothing is said of them', async t => {
	const {ask} = await startAdmin(t, {control: controlWith(undefined)});
	assert.ok(!Object.hasOwn((await ask('GET', '/status')).json as object, 'lacks'));
	assert.equal((await ask('GET', '/history')).status, 200);
	assert.equal((await ask('POST', '/requests/1/replay')).status, 200);
	const paths = pathsOf((await ask('GET', '/openapi.json')).json);
	assert.ok(paths.includes('/history') && paths.includes('/requests/{number}/replay'));
});
