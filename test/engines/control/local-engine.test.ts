import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:net';
import test from 'node:test';
import {LiveSettings} from '../../../source/config/live-settings.js';
import {defaultOf} from '../../../source/config/load-settings.js';
import {settingKeys} from '../../../source/config/settings.js';
import type {DataPlane} from '../../../source/engines/control/data-plane.js';
import {LocalEngine} from '../../../source/engines/control/local-engine.js';
import {usualTransport} from '../../../source/model/backend-transport.js';
import {byProgram} from '../../../source/model/actor.js';
import type {ClientAddresses} from '../../../source/model/status.js';
import {abilities, allAbilities, lackReasons, type Abilities} from '../../../source/model/abilities.js';
import {ControlError} from '../../../source/model/control-error.js';
import type {RecordedExchange} from '../../../source/model/exchange-detail.js';
import {accessLogTarget} from '../../../source/program/access-log-target.js';
import {tuningOf} from '../../../source/program/tuning-of.js';
import {send} from '../../helpers/http-client.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';
import {fakeRecord} from '../../helpers/fake-control.js';

const recorded: RecordedExchange = {entry: fakeRecord({number: 1, attempts: 1}), httpVersion: '1.1', requestHeaders: [], phases: {}};

/** A data plane that carries nothing, and has carried one request. */
const idleDataPlane = (given: Abilities): DataPlane => ({
	abilities: given,
	hasEnded: true,
	start: async ({port}) => ({proxy: {host: '127.0.0.1', port: port!}}),
	async apply() {},
	cut() {},
	tellName() {},
	reopenLogs() {},
	readLogs: async ([after = 0]) => [{entries: after === 0 ? [recorded.entry] : [], skipped: 0}],
	readOpen: async () => [],
	readTop: async () => [],
	readTopRequests: async () => [],
	readExchange: async () => recorded,
	replay: async () => recorded,
	async stop() {},
	async terminate() {},
});

const makeEngine = (given: Abilities, {threads = 1, dataPlane = idleDataPlane(given)}: {readonly threads?: number; readonly dataPlane?: DataPlane} = {}): LocalEngine => {
	const settings = new LiveSettings(new Map(settingKeys.map(key => [key, defaultOf(key)])), '/');
	const tuning = () => tuningOf(settings.current, accessLogTarget(settings.current, 'off'), 'key');
	return new LocalEngine({
		host: '127.0.0.1',
		ports: {port: 0, tlsPort: undefined},
		threads,
		version: '1.2.3',
		transport: usualTransport,
		tuning: tuning(),
		settings: {
			list: () => settings.list(),
			check: () => undefined,
			change(changes) {
				const names = settings.take(settings.read(changes));
				return {tuning: tuning(), names, remembered: []};
			},
		},
		createDataPlane: () => dataPlane,
	});
};

const isNotSupported = (message: string) => (error: unknown): boolean => {
	assert.ok(error instanceof ControlError);
	assert.deepEqual([error.code, error.message], ['not_supported', message]);
	return true;
};

test('an engine says what its data plane lacks, and refuses it in words', async () => {
	const reason = 'This engine has no panic threshold.';
	const engine = makeEngine({lacks: abilities, fixedSettings: new Map([['panicThreshold', reason]])});
	await engine.readLog(0, 1);
	assert.deepEqual(engine.status().lacks, abilities);
	await assert.rejects(engine.replay(1), isNotSupported(lackReasons.replay));
	await assert.rejects(engine.openRequests(1), isNotSupported(lackReasons.openRequests));
	await assert.rejects(engine.top({by: 'client', measure: 'count', over: '1m', limit: 1}), isNotSupported(lackReasons.top));
	await assert.rejects(engine.topRequests({measure: 'time', over: '1m', limit: 1}), isNotSupported(lackReasons.top));
	await assert.rejects(engine.history(), isNotSupported(lackReasons.history));
	await assert.rejects(engine.updateSettings({rateLimit: 7, panicThreshold: 10}), isNotSupported(reason));
	assert.equal(engine.status().rateLimit, 100);
	const settings = await engine.updateSettings({rateLimit: 7});
	assert.equal(engine.status().rateLimit, 7);
	const {isLive, fixedBecause} = settings.find(({name}) => name === 'panicThreshold')!;
	assert.deepEqual([isLive, fixedBecause], [false, reason]);
});

test('an engine with all abilities does as it is asked', async () => {
	const engine = makeEngine(allAbilities);
	await engine.readLog(0, 1);
	assert.equal(engine.status().lacks, undefined);
	assert.equal((await engine.replay(1)).record.status, 200);
	assert.deepEqual((await engine.history()).points, []);
	const settings = await engine.updateSettings({panicThreshold: 10});
	assert.deepEqual(settings.filter(({fixedBecause}) => fixedBecause !== undefined), []);
});

/** As other processes do that ask for any free port. */
const canBeTaken = async (port: number): Promise<boolean> => {
	const server = createServer().listen({host: '127.0.0.1', port});
	try {
		await once(server, 'listening');
		return true;
	} catch {
		return false;
	} finally {
		server.close();
	}
};

test('no other process can take a free port before all threads listen on it', async t => {
	let wasFree: boolean | undefined;
	const engine = makeEngine(allAbilities, {
		threads: 2,
		dataPlane: {
			...idleDataPlane(allAbilities),
			async start({port}) {
				wasFree = await canBeTaken(port!);
				return {proxy: {host: '127.0.0.1', port: port!}};
			},
		},
	});
	t.after(async () => engine.terminate());
	const {proxy: {port}} = await engine.start();
	assert.equal(wasFree, false);
	assert.equal(await canBeTaken(port), true, 'it is released once they listen');
});

test('backends are checked once the proxy listens', async t => {
	const paths: string[] = [];
	const checked = Promise.withResolvers<void>();
	const backend = await startHttpBackend(({url}, response) => {
		paths.push(url!);
		if (paths.length === 2) {
			checked.resolve();
		}

		response.end();
	});
	t.after(async () => backend.close());
	const listening = Promise.withResolvers<ClientAddresses>();
	const engine = makeEngine(allAbilities, {dataPlane: {...idleDataPlane(allAbilities), start: async () => listening.promise}});
	t.after(async () => engine.terminate());
	await engine.addInitialBackends([{url: backend.url}], byProgram);
	const started = engine.start();
	// A check that had begun before would come first.
	await send(backend.port, {path: '/before'});
	listening.resolve({proxy: {host: '127.0.0.1', port: 1}});
	await started;
	await checked.promise;
	assert.deepEqual(paths, ['/before', '/']);
});
