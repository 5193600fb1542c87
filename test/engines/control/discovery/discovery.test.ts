import assert from 'node:assert/strict';
import test from 'node:test';
import {Discovery} from '../../../../source/engines/control/discovery/discovery.js';
import type {Found} from '../../../../source/engines/control/discovery/lookup.js';
import {NameCommands} from '../../../../source/engines/control/discovery/name-commands.js';
import type {UntimedEvent} from '../../../../source/model/event.js';
import {warningWords} from '../../../../source/model/warning.js';
import {byTest, startPool} from '../pool/pool-harness.js';

const name = 'http+dns://web.test:80';
const service = 'http+srv://_http._tcp.web.test';

const at = (host: string, weight = 1, tier = 0): Found => ({url: `http://${host}`, weight, tier});

/** What DNS tells for now: records and their time to live in seconds, or why it fails. */
type Zone = {found: readonly Found[] | string; ttl: number; gate?: Promise<void>};

const startDiscovery = async (found: Zone['found'], ttl = 10) => {
	const pool = await startPool([], (backend, cause) => {
		discovery.onBackendRestored(backend, cause);
	});
	const zone: Zone = {found, ttl};
	const asked: number[] = [];
	const events: UntimedEvent[] = [];
	const {clock, registry, commands, undoHistory} = pool;
	const discovery: Discovery = new Discovery({
		clock,
		async lookup({kind}, weight) {
			asked.push(clock.monotonic() / 1000);
			await zone.gate;
			if (typeof zone.found === 'string') {
				throw new TypeError(zone.found);
			}

			return {found: kind === 'dns' ? zone.found.map(one => ({...one, weight})) : zone.found, ttlMs: zone.ttl * 1000};
		},
		registry,
		commands,
		emit(event) {
			events.push(event);
		},
	});
	const nameCommands = new NameCommands({discovery, registry, commands, undoHistory});
	const idOf = (host: string): string => registry.members.find(({url}) => url === `http://${host}`)!.id;
	/** As a person does it. */
	const remove = async (host: string): Promise<void> => {
		discovery.leaveOut(registry.get(idOf(host)), byTest);
		await commands.remove(idOf(host), false, byTest);
	};

	return {
		...pool, discovery, nameCommands, zone, asked, idOf, remove,
		warnings: () => events.flatMap(event => event.type === 'warning' ? [warningWords(event.warning)] : []),
		forgotten: () => events.flatMap(event => event.type === 'name-removed' ? [event.url] : []),
		weights: () => events.flatMap(event => event.type === 'name-changed' ? [`${event.url} ${event.from} ${event.to}`] : []),
	};
};

test('a name is resolved again when its answer has expired: after a second at least, five minutes at most', async () => {
	const {discovery, zone, asked, clock} = await startDiscovery([at('a')]);
	await discovery.follow(name, 1, true, byTest);
	await clock.advance(25_000);
	assert.deepEqual(asked, [0, 10, 20]);
	zone.ttl = 0;
	await clock.advance(7500);
	assert.deepEqual(asked.slice(3), [30, 31, 32]);
	zone.ttl = 86_400;
	await clock.advance(601_000);
	assert.deepEqual(asked.slice(6), [33, 333, 633]);
});

test('the pool follows the answers; who stays is not touched, and who comes does so before others leave', async () => {
	const {discovery, zone, clock, pool, idOf, events} = await startDiscovery([at('a'), at('b')]);
	await discovery.follow(name, 3, true, byTest);
	assert.equal(pool(), 'a:3 b:3');
	const id = idOf('b');
	events.length = 0;
	zone.found = [at('b'), at('c')];
	await clock.advance(10_000);
	assert.equal(pool(), 'b:3 c:3');
	assert.equal(idOf('b'), id);
	assert.deepEqual(events.map(({type, actor, commandId}) => [type, actor, commandId]), ['backend-added', 'backend-removed'].map(type => [type, {face: 'discovery', name}, undefined]));
});

test('the last answer is kept while DNS fails, which is reported once', async () => {
	const {discovery, zone, clock, asked, pool, warnings} = await startDiscovery([at('a'), at('b')], 3600);
	await discovery.follow(name, 1, true, byTest);
	zone.found = 'queryA ETIMEOUT web.test';
	await clock.advance(320_000);
	assert.equal(pool(), 'a:1 b:1');
	assert.deepEqual(asked, [0, 300, 305, 310, 315, 320]);
	assert.deepEqual(warnings(), [`${name} cannot be resolved: queryA ETIMEOUT web.test. Its last 2 known addresses are kept.`]);
	assert.deepEqual(discovery.names(), [{url: name, weight: 1, addresses: 2, error: 'queryA ETIMEOUT web.test'}]);
	zone.found = [at('c')];
	await clock.advance(5000);
	assert.equal(pool(), 'c:1');
	assert.deepEqual(discovery.names(), [{url: name, weight: 1, addresses: 1}]);
});

test('a record\'s weight is followed; what a person has set stays until DNS says otherwise', async () => {
	const {discovery, zone, clock, pool, commands, idOf} = await startDiscovery([at('a', 3), at('b', 1)]);
	await discovery.follow(service, 1, true, byTest);
	assert.equal(pool(), 'a:3 b:1');
	zone.found = [at('a', 3), at('b', 5)];
	await clock.advance(10_000);
	assert.equal(pool(), 'a:3 b:5');
	await commands.update(idOf('b'), {weight: 7}, byTest);
	await clock.advance(30_000);
	assert.equal(pool(), 'a:3 b:7');
	zone.found = [at('a', 3), at('b', 2)];
	await clock.advance(10_000);
	assert.equal(pool(), 'a:3 b:2');
});

test('a record\'s priority is followed', async () => {
	const {discovery, zone, clock, registry} = await startDiscovery([at('a', 1, 0), at('b', 1, 1)]);
	const tiers = (): string => registry.members.map(({url, tier}) => `${url.slice('http://'.length)} ${tier}`).toSorted((a, b) => a.localeCompare(b)).join(', ');
	await discovery.follow(service, 1, true, byTest);
	assert.equal(tiers(), 'a 0, b 1');
	zone.found = [at('a', 1, 1), at('b', 1, 0)];
	await clock.advance(10_000);
	assert.equal(tiers(), 'a 1, b 0');
});

test('a backend removed by hand stays out while DNS lists it; with the last one the name is removed', async () => {
	const {discovery, zone, clock, pool, remove, forgotten, asked} = await startDiscovery([at('a'), at('b')]);
	await discovery.follow(name, 1, true, byTest);
	await remove('a');
	await clock.advance(30_000);
	assert.equal(pool(), 'b:1');
	zone.found = [at('b')];
	await clock.advance(10_000);
	zone.found = [at('a'), at('b')];
	await clock.advance(10_000);
	assert.equal(pool(), 'b:1 a:1');
	await remove('a');
	await remove('b');
	assert.deepEqual(forgotten(), [name]);
	const times = asked.length;
	await clock.advance(60_000);
	assert.deepEqual([pool(), asked.length], ['', times]);
});

test('a backend that DNS lists again before it has drained goes on serving', async () => {
	const {discovery, zone, clock, pool, carry} = await startDiscovery([at('a'), at('b')]);
	await discovery.follow(name, 1, true, byTest);
	carry('b2', 1);
	zone.found = [at('a')];
	await clock.advance(10_000);
	assert.equal(pool(), 'a:1 b:1:draining');
	zone.found = [at('a'), at('b')];
	await clock.advance(10_000);
	assert.equal(pool(), 'a:1 b:1');
	carry('b2', 0);
	await clock.advance(60_000);
	assert.equal(pool(), 'a:1 b:1');
});

test('a name that is wanted again before its backends have drained keeps them', async () => {
	const {discovery, nameCommands, clock, pool, carry} = await startDiscovery([at('a'), at('b')]);
	await discovery.follow(name, 1, true, byTest);
	carry('b1', 1);
	carry('b2', 1);
	await nameCommands.remove(name, false, byTest);
	assert.equal(pool(), 'a:1:draining b:1:draining');
	await nameCommands.add({url: name, weight: 3}, byTest);
	assert.equal(pool(), 'a:3 b:3');
	carry('b1', 0);
	carry('b2', 0);
	await clock.advance(60_000);
	assert.equal(pool(), 'a:3 b:3');
});

test('a backend drained by hand drains although DNS lists it', async () => {
	const {discovery, commands, clock, pool, carry} = await startDiscovery([at('a'), at('b')]);
	await discovery.follow(name, 1, true, byTest);
	carry('b2', 1);
	await commands.update('b2', {state: 'draining'}, byTest);
	await clock.advance(10_000);
	assert.equal(pool(), 'a:1 b:1:draining');
});

test('taking back the removal of the last backend lets its name be followed again', async () => {
	const {discovery, zone, clock, pool, commands, remove, undoHistory} = await startDiscovery([at('a')]);
	await discovery.follow(name, 1, true, byTest);
	await commands.update('b1', {weight: 4}, byTest);
	await remove('a');
	assert.deepEqual(discovery.names(), []);
	assert.equal((await undoHistory.undo(byTest)).type, 'removed');
	await clock.advance(10_000);
	assert.equal(pool(), 'a:4');
	zone.found = [at('a'), at('b')];
	await clock.advance(10_000);
	assert.equal(pool(), 'a:4 b:1');
});

test('a name that is unknown at the start is looked for until it is known, or removed', async () => {
	const {discovery, zone, clock, pool, asked} = await startDiscovery('queryA ENOTFOUND web.test');
	await discovery.follow(name, 2, false, byTest);
	await discovery.follow('http+dns://other.test', 1, false, byTest);
	assert.deepEqual(discovery.names().map(({url, addresses}) => `${url} ${addresses}`), [`${name} 0`, 'http+dns://other.test:80 0']);
	assert.equal(discovery.forget('HTTP+DNS://Other.test/', byTest), 'http+dns://other.test:80');
	assert.throws(() => discovery.forget('http+dns://other.test', byTest), {code: 'backend_not_found'});
	asked.length = 0;
	await clock.advance(5000);
	assert.deepEqual(asked, [5]);
	zone.found = [at('a', 2)];
	await clock.advance(5000);
	assert.equal(pool(), 'a:2');
});

test('a name that is added while DNS does not know it is refused, and not followed', async () => {
	const {discovery, clock, asked} = await startDiscovery('queryA ENOTFOUND web.test');
	await assert.rejects(discovery.follow(name, 1, true, byTest), {code: 'invalid_backend', message: /DNS has no address for http\+dns:\/\/web\.test:80: queryA ENOTFOUND/v});
	await clock.advance(60_000);
	assert.deepEqual([asked, discovery.names()], [[0], []]);
});

test('another weight of a name is that of its backends, but for those that a person has set, and of those that come later', async () => {
	const {discovery, nameCommands, zone, clock, pool, commands, idOf, weights, asked} = await startDiscovery([at('a'), at('b')], 3600);
	await nameCommands.add({url: name, weight: 2}, byTest);
	assert.equal(pool(), 'a:2 b:2');
	await commands.update(idOf('b'), {weight: 9}, byTest);
	const first = await nameCommands.change('HTTP+DNS://web.test:80/', {weight: 5}, byTest);
	assert.equal(first?.url, 'http://a');
	assert.equal(pool(), 'a:5 b:9');
	assert.deepEqual([discovery.names(), weights()], [[{url: name, weight: 5, addresses: 2}], [`${name} 2 5`]]);
	await nameCommands.change(name, {weight: 5}, byTest);
	assert.equal(weights().length, 1, 'nothing has changed');
	zone.found = [at('a'), at('b'), at('c')];
	await clock.advance(300_000);
	assert.deepEqual([pool(), asked.length], ['a:5 b:9 c:5', 2]);

	for (const [change, problem] of [[{weight: 0}, /A weight is a whole number/v], [{weight: 3, state: 'disabled'}, /only its weight can be changed/v], [{}, /only its weight/v]] as const) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await assert.rejects(nameCommands.change(name, change, byTest), {code: 'invalid_backend', message: problem});
	}

	await assert.rejects(nameCommands.change('http+dns://other.test', {weight: 3}, byTest), {code: 'backend_not_found'});
	assert.equal(pool(), 'a:5 b:9 c:5');
});

test('a weight that is changed while DNS is being asked holds', async () => {
	const {nameCommands, zone, clock, pool} = await startDiscovery([at('a')]);
	await nameCommands.add({url: name}, byTest);
	const answered = Promise.withResolvers<void>();
	zone.gate = answered.promise;
	await clock.advance(10_000);
	await nameCommands.change(name, {weight: 6}, byTest);
	delete zone.gate;
	answered.resolve();
	await clock.advance(25_000);
	assert.equal(pool(), 'a:6');
});

test('the weight of a service is that of its records', async () => {
	const {discovery, nameCommands, pool} = await startDiscovery([at('a', 3)]);
	await nameCommands.add({url: service}, byTest);
	await nameCommands.change(service, {weight: 7}, byTest);
	assert.deepEqual([pool(), discovery.names()[0]!.weight], ['a:3', 7]);
});

test('changes of names are taken back like those of backends, each once', async () => {
	const {discovery, nameCommands, clock, pool, commands, remove, undoHistory} = await startDiscovery([at('a'), at('b')]);
	const undo = async (): Promise<string> => (await undoHistory.undo(byTest)).type;
	await nameCommands.add({url: name, weight: 2}, byTest);
	await nameCommands.change(name, {weight: 5}, byTest);
	await commands.update('b1', {weight: 8}, byTest);
	assert.equal(await undo(), 'changed');
	assert.equal(pool(), 'a:5 b:5');
	await remove('a');
	await remove('b');
	assert.deepEqual(discovery.names(), []);
	for (const host of ['b', 'a']) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		const change = await undoHistory.undo(byTest);
		assert.equal(change.type === 'removed' && change.backend.url, `http://${host}`);
	}

	await clock.advance(1);
	// DNS has told of the other as soon as the name was followed again.
	assert.deepEqual([pool(), discovery.names()], ['b:5 a:5', [{url: name, weight: 5, addresses: 2}]]);
	assert.equal(await undo(), 'name-changed');
	assert.equal(pool(), 'b:2 a:2');
	assert.equal(await undo(), 'name-added');
	assert.deepEqual([pool(), discovery.names()], ['', []]);
	await assert.rejects(undo(), {code: 'nothing_to_undo'});
});

test('a change of a name that is no longer followed is passed over', async () => {
	const {nameCommands, pool, commands, undoHistory, discovery} = await startDiscovery('queryA ENOTFOUND web.test');
	await commands.add({url: 'http://x'}, byTest);
	await nameCommands.addUnknown({url: name}, byTest);
	await nameCommands.change(name, {weight: 4}, byTest);
	await nameCommands.remove(name, false, byTest);
	// As if DNS had told of the last of its backends, and a person had removed that.
	discovery.forget(await discovery.follow(name, 1, false, byTest), byTest);
	assert.equal((await undoHistory.undo(byTest)).type, 'name-removed');
	discovery.forget(name, byTest);
	assert.equal((await undoHistory.undo(byTest)).type, 'added');
	assert.equal(pool(), '');
});

test('a removal is taken back where DNS has brought the backend again meanwhile, with what a person had set', async () => {
	const {discovery, commands, undoHistory, clock, pool, remove} = await startDiscovery([at('a'), at('b')]);
	await discovery.follow(name, 1, true, byTest);
	await commands.update('b1', {weight: 4}, byTest);
	await remove('a');
	await remove('b');
	await undoHistory.undo(byTest);
	await clock.advance(10_000);
	assert.equal(pool(), 'b:1 a:1');
	await undoHistory.undo(byTest);
	assert.equal(pool(), 'b:1 a:4');
});

test('the removal of a name without backends is taken back, with its weight', async () => {
	const {nameCommands, undoHistory, discovery} = await startDiscovery('queryA ENOTFOUND web.test');
	await nameCommands.addUnknown({url: name, weight: 7}, byTest);
	await nameCommands.remove(name, false, byTest);
	assert.deepEqual(await undoHistory.undo(byTest), {type: 'name-removed', url: name, weight: 7});
	assert.equal(discovery.get(name).weight, 7);
});
