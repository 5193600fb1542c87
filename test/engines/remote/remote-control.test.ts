import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {startAdminServer} from '../../../source/admin/admin-server.js';
import {abilities, lackReasons} from '../../../source/model/abilities.js';
import {ControlError, type ControlErrorCode} from '../../../source/model/control-error.js';
import {parseAdminAddress, type AdminAddress} from '../../../source/engines/remote/admin-address.js';
import {RemoteControl} from '../../../source/engines/remote/remote-control.js';
import {parseSteeringArguments} from '../../../source/program/commands/steering/arguments.js';
import {steer} from '../../../source/program/commands/steering/steer.js';
import {warningWords} from '../../../source/model/warning.js';
import {fakeBackend, FakeControl, fakeOpenRequest} from '../../helpers/fake-control.js';
import {warned} from '../../helpers/happened.js';
import {startTcpRelay} from '../../helpers/tcp-relay.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const startedAt = Date.UTC(2026, 0, 2);

const serve = async (t: TestContext, control: FakeControl, port = 0) => {
	const server = await startAdminServer({
		control,
		host: '127.0.0.1',
		port,
		version: '1.2.3',
		onError(error) {
			throw error;
		},
	});
	t.after(async () => server.close(0));
	return server;
};

const addressOf = (text: string): AdminAddress => {
	const address = parseAdminAddress(text);
	return typeof address === 'string' ? assert.fail(address) : address;
};

const attach = async (t: TestContext, port: number): Promise<RemoteControl> => {
	const remote = await RemoteControl.connect({address: addressOf(`:${port}`)});
	t.after(() => {
		remote.close();
	});
	return remote;
};

const failsWith = (code: ControlErrorCode) => (error: unknown): boolean => error instanceof ControlError && error.code === code;

/** Looks until the status is as wanted, as a screen does. */
const until = async (remote: RemoteControl, isWanted: () => boolean): Promise<void> => {
	const deadline = performance.now() + 10_000;
	while (!isWanted()) {
		assert.ok(performance.now() < deadline, JSON.stringify(remote.status()));
		// eslint-disable-next-line no-await-in-loop -- one look after the other
		await delay(20);
	}
};

test('commands reach the instance, and what they change is known at once', async t => {
	const control = new FakeControl({startedAt, backends: [fakeBackend({id: 'b1', connections: 1}), fakeBackend({id: 'b2'})]});
	const {port} = await serve(t, control);
	const remote = await attach(t, port);

	const added = await remote.addBackend({url: 'http://new', weight: 3});
	assert.deepEqual([added.id, added.weight], ['b3', 3]);
	assert.deepEqual(remote.status().backends.map(({id}) => id), ['b1', 'b2', 'b3']);
	assert.equal(remote.checkBackend({url: 'http://new/'}), 'http://new is in the pool already.');
	assert.match(remote.checkBackend({url: 'new'})!, /did you mean http:\/\/new\?/v);
	assert.equal(remote.checkBackend({url: 'http://other'}), undefined);
	await assert.rejects(remote.addBackend({url: 'http://new'}), failsWith('duplicate_backend'));

	assert.equal((await remote.updateBackend('b2', {state: 'disabled', weight: 5}, {batch: 'some'}))?.state, 'disabled');
	assert.equal(remote.status().backends[1]!.weight, 5);
	assert.equal((await remote.updateBackend('b2', {healthCheck: {path: '/up', expected: [[200, 299]]}}))?.healthCheck?.path, '/up');
	await assert.rejects(remote.updateBackend('b9', {state: 'active'}), failsWith('backend_not_found'));
	assert.equal((await remote.removeBackend('b1'))?.isBeingRemoved, true);
	assert.equal(await remote.removeBackend('b1', {force: true, batch: 'some'}), undefined);
	assert.equal(control.calls.at(-1), 'cut b1 in a batch');
	await remote.updateSettings({policy: 'p2c'});
	assert.equal(remote.status().policy, 'p2c');
	control.undoable.length = 0;
	await assert.rejects(remote.undo(), failsWith('nothing_to_undo'));
	const change = {type: 'changed', before: {id: 'b2', url: 'http://a', weight: 1, state: 'active'}, after: {id: 'b2', url: 'http://a', weight: 2, state: 'disabled'}} as const;
	control.undoable.push(change);
	assert.deepEqual(await remote.undo(), change);
});

test('events and settings arrive, also after the connection was lost', {timeout: 30_000}, async t => {
	const control = new FakeControl({startedAt});
	const {port} = await serve(t, control);
	const relay = await startTcpRelay(port);
	t.after(relay.cut);
	const remote = await RemoteControl.connect({address: addressOf(`:${relay.port}`), host: `127.0.0.1:${port}`});
	t.after(() => {
		remote.close();
	});
	const heard: string[] = [];
	let onHeard = (): void => {};
	const hears = async (message: string): Promise<void> => new Promise(resolve => {
		onHeard = () => {
			if (heard.includes(message)) {
				resolve();
			}
		};

		onHeard();
	});
	const unsubscribe = remote.subscribe(event => {
		if (event.type === 'warning') {
			heard.push(warningWords(event.warning));
			onHeard();
		}
	});
	const first = hears('first');
	const repeat = setInterval(() => {
		// The stream opens by and by, and tells of what happens from then on.
		control.emit(warned('first', Date.now()));
	}, 20);
	await first;
	clearInterval(repeat);
	await relay.cut();
	control.emit(warned('missed', Date.now()));
	await relay.restore();
	await hears('missed');
	unsubscribe();
	const {events, skipped, last} = await remote.readEvents(0);
	assert.deepEqual([events.length, skipped], [last, 0]);
	assert.deepEqual(await remote.readEvents(last - 1), {events: events.slice(-1), skipped: 0, last});

	assert.deepEqual(remote.settings(), []);
	await until(remote, () => remote.settings().length > 0);
	assert.deepEqual(remote.settings(), control.settings());
	const changed = await remote.updateSettings({policy: 'first'});
	assert.deepEqual(changed, control.settings());
	assert.equal(remote.status().policy, 'first');
	await assert.rejects(remote.updateSettings({policy: 'worst'}), failsWith('invalid_setting'));
	control.refuse('file_not_allowed');
	await assert.rejects(remote.updateSettings({policy: 'first'}), failsWith('file_not_allowed'));
});

test('requests are read on when another process takes the place of the one before', async t => {
	const control = new FakeControl({startedAt});
	control.log(1, {target: '/one'});
	control.log(1, {target: '/two'});
	const first = await serve(t, control);
	const remote = await attach(t, first.port);
	const before = await remote.readLog(0, 10);
	assert.deepEqual(before.records.map(({number, target}) => `${number} ${target}`), ['1 /one', '2 /two']);
	assert.equal(before.last, 2);

	await first.close(0);
	await until(remote, () => remote.status().staleSince !== undefined);
	await assert.rejects(remote.undo(), failsWith('not_connected'));
	await assert.rejects(remote.readLog(2, 10), failsWith('not_connected'));

	const next = new FakeControl({startedAt: startedAt + 1000});
	next.log(1, {target: '/new', replayOf: 1});
	next.open = [fakeOpenRequest({replayOf: 1}), fakeOpenRequest({phase: 'queue'})];
	await serve(t, next, first.port);
	await until(remote, () => remote.status().staleSince === undefined);
	const after = await remote.readLog(2, 10);
	assert.deepEqual(after.records.map(({number, target}) => `${number} ${target}`), ['3 /new']);
	assert.deepEqual([after.records[0]!.replayOf, after.last], [3, 3]);
	assert.deepEqual(await remote.openRequests(1), {requests: [fakeOpenRequest({replayOf: 3})], inFlight: 2});
	assert.deepEqual((await remote.topRequests({measure: 'time', over: '1m', limit: 1})).requests.map(({number}) => number), [3]);
	assert.deepEqual(await remote.top({by: 'path', measure: 'count', over: '1m', limit: 1}), next.topList);
	assert.equal(await remote.readExchange(2), undefined);
	await assert.rejects(remote.replay(1), failsWith('exchange_not_found'));
});

test('a unix socket does as well', async t => {
	const {port} = await serve(t, new FakeControl({startedAt}));
	const socketPath = path.join(await temporaryDirectory(t), 'admin.sock');
	const relay = createServer(socket => {
		socket.pipe(connect(port, '127.0.0.1')).pipe(socket);
	});
	relay.listen(socketPath);
	await once(relay, 'listening');
	const remote = await RemoteControl.connect({address: addressOf(`unix:${socketPath}`), host: `localhost:${port}`});
	assert.equal(remote.status().startedAt, startedAt);
	remote.close();
	relay.close();
	await assert.rejects(RemoteControl.connect({address: addressOf(`unix:${socketPath}`)}), failsWith('not_connected'));
});

test('what the engine of the instance cannot do is known from its status, and refused in the same words to screens and commands', async t => {
	const control = new FakeControl({lacks: abilities});
	control.log(1);
	const {port} = await serve(t, control);
	const remote = await attach(t, port);
	await remote.readLog(0, 10);
	assert.deepEqual(remote.status().lacks, abilities);
	await assert.rejects(remote.replay(1), {code: 'not_supported', message: lackReasons.replay});
	await assert.rejects(remote.openRequests(1), {code: 'not_supported', message: lackReasons.openRequests});
	await assert.rejects(remote.history(), {code: 'not_supported', message: lackReasons.history});
	control.refuse('not_supported', lackReasons.replay);
	const {token: _none, ...given} = parseSteeringArguments('add', ['http://127.0.0.1:9001', `--admin=:${port}`], {});
	await assert.rejects(steer('add', {...given, token: undefined}), {code: 'not_supported', message: lackReasons.replay});
});
