import assert from 'node:assert/strict';
import {once} from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import test, {after, before} from 'node:test';
import type {ControlEvent} from '../../source/model/event.js';
import type {LiveSetting, SettingValue} from '../../source/model/live-setting.js';
import {send} from '../helpers/http-client.js';
import {type RunningProxy, startProxy} from '../helpers/running-proxy.js';
import {type HttpBackend, startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

let backend: HttpBackend;
let proxy: RunningProxy;

before(async () => {
	backend = await startHttpBackend((request, response) => {
		if (request.url === '/never') {
			return;
		}

		response.setHeader('X-Seen', JSON.stringify(request.headers));
		response.setHeader('X-Path', request.url!);
		request.resume().on('end', () => {
			response.end('well');
		});
	});
	proxy = await startProxy({urls: [backend.url], flags: ['--threads=2']});
});
after(async () => {
	await proxy.stop();
	await backend.close();
});

const ask = async (options: Parameters<typeof send>[1] = {}, body?: string) => send(proxy.port, options, body);
const change = async (changes: Readonly<Record<string, SettingValue>>) => proxy.control.updateSettings(changes);
const valueOf = (settings: readonly LiveSetting[], name: string) => {
	const {value, source} = settings.find(setting => setting.name === name)!;
	return [value, source];
};

test('each setting is listed with its value, source and allowed values', () => {
	const settings = proxy.control.settings();
	assert.deepEqual(valueOf(settings, 'rateLimit'), [0, '--rate-limit']);
	assert.deepEqual(valueOf(settings, 'idleTimeout'), ['1m', 'default']);
	assert.deepEqual(valueOf(settings, 'adminToken'), [null, 'default']);
	const policy = settings.find(({name}) => name === 'policy')!;
	assert.equal(policy.isLive, true);
	assert.ok(policy.choices?.includes('p2c'));
	assert.equal(settings.find(({name}) => name === 'port')!.isLive, false);
	assert.equal(settings.find(({name}) => name === 'maxBody')!.allowed, 'a number of bytes, such as 512KB, 10MB or 1GiB');
});

test('header rules, a prefix and a limit of bodies hold from the next request on, in every thread', async () => {
	await change({requestHeader: ['X-Told: {backend}', '-Accept'], stripPrefix: '/api', maxBody: '10B'});
	const answers = await Promise.all(Array.from({length: 8}, async () => ask({path: '/api/a', headers: {accept: 'text/plain'}})));
	for (const {headers} of answers) {
		const seen = JSON.parse(headers['x-seen'] as string) as Record<string, string>;
		assert.equal(seen['x-told'], backend.url);
		assert.equal('accept' in seen, false);
		assert.equal(headers['x-path'], '/a');
	}

	assert.equal((await ask({method: 'POST', headers: {'content-length': '11'}}, 'hello world')).status, 413);
	const settings = await change({requestHeader: null, stripPrefix: null, maxBody: null});
	assert.deepEqual(valueOf(settings, 'maxBody'), ['0', 'default']);
	const {status, headers} = await ask({method: 'POST', path: '/api/a'}, 'hello world');
	assert.deepEqual([status, headers['x-path']], [200, '/api/a']);
});

test('a rate limit comes and goes', async () => {
	await change({rateLimit: 1, rateLimitBy: 'ip'});
	assert.equal(proxy.control.status().rateLimit, 1);
	const {headers} = await ask();
	assert.equal(headers['ratelimit-policy'], '"ip";q=1;w=1');
	await change({rateLimit: 0});
	assert.equal((await ask()).headers['ratelimit-policy'], undefined);
});

test('a request in flight ends as it began, the next one has the new time', async () => {
	await change({responseTimeout: '20ms'});
	assert.equal((await ask({path: '/never'})).status, 504);
	await change({responseTimeout: null});
});

test('clients stay at their backends once sessions are switched on', async () => {
	assert.equal((await ask()).headers['set-cookie'], undefined);
	await change({sticky: 'cookie'});
	assert.equal((await ask()).headers['set-cookie']?.length, 1);
	await change({sticky: 'off'});
	assert.equal((await ask()).headers['set-cookie'], undefined);
});

test('health checks follow changed settings', async t => {
	const paths: string[] = [];
	const asked = await startHttpBackend((request, response) => {
		paths.push(request.url!);
		response.end();
	});
	t.after(async () => asked.close());
	const {id} = await proxy.control.addBackend({url: asked.url});
	const changed = new Promise<void>(resolve => {
		const unsubscribe = proxy.control.subscribe(event => {
			if (event.type === 'health-changed' && event.backend.id === id && event.to === 'unhealthy') {
				unsubscribe();
				resolve();
			}
		});
	});
	await change({healthPath: '/elsewhere', healthStatus: '299'});
	await changed;
	assert.ok(paths.includes('/elsewhere'));
	await change({healthPath: null, healthStatus: null});
	await proxy.control.removeBackend(id);
});

test('the access log begins in one file and goes on in another', async t => {
	const directory = await temporaryDirectory(t);
	const lines = async (file: string): Promise<readonly string[]> => (await fs.readFile(path.join(directory, file), 'utf8')).trim().split('\n').filter(Boolean);
	await change({accessLog: path.join(directory, 'a.log')});
	await ask({path: '/first'});
	await change({accessLog: path.join(directory, 'b.log')});
	await ask({path: '/second'});
	await change({accessLog: null});
	await ask({path: '/third'});
	await t.waitFor(async () => {
		assert.deepEqual([await lines('a.log'), await lines('b.log')].map(found => found.map(line => (JSON.parse(line) as {target: string}).target)), [['/first'], ['/second']]);
	}, {timeout: 10_000});
	await assert.rejects(change({accessLog: path.join(directory, 'none/a.log')}), {code: 'invalid_setting'});
});

test('over the admin API no file can be chosen but the one of the start', async t => {
	const directory = await temporaryDirectory(t);
	const file = path.join(directory, 'access.log');
	const other = path.join(directory, 'other.log');
	const {adminPort, control, stop} = await startProxy({flags: [`--access-log=${file}`]});
	t.after(stop);
	const patch = async (changes: Readonly<Record<string, unknown>>): Promise<string> => {
		const {status, body} = await send(adminPort, {method: 'PATCH', path: '/settings', headers: {'content-type': 'application/json'}}, JSON.stringify(changes));
		const {code, detail} = JSON.parse(body) as {code?: string; detail?: string};
		assert.ok(code !== 'file_not_allowed' || detail?.includes('over the admin API'), detail);
		return code === undefined ? String(status) : `${status} ${code}`;
	};

	const valueNow = (): unknown => valueOf(control.settings(), 'accessLog')[0];
	const refused = [
		{accessLog: other}, {accessLog: other, retries: 1}, {retries: 1, accessLog: other}, {accessLog: `${file}/../other.log`}, {accessLog: 'off/'}, {accessLog: '/dev/stdout'},
		{accessLog: '-'}, {accessLog: 'OFF'}, {adminTokenFile: other}, {adminSocket: other}, {backendCa: other}, {backendCert: other}, {backendKey: other}, {config: other},
	];
	for (const changes of refused) {
		// eslint-disable-next-line no-await-in-loop -- What one leaves behind is seen before the next.
		assert.equal(await patch(changes), '403 file_not_allowed', JSON.stringify(changes));
		assert.deepEqual([valueNow(), valueOf(control.settings(), 'retries')[0]], [file, 2]);
	}

	assert.equal(await patch({accessLog: [other]}), '400 invalid_setting');
	assert.deepEqual(await fs.readdir(directory), ['access.log']);
	for (const value of ['off', file, null, `${directory}/./access.log`]) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		assert.deepEqual([await patch({accessLog: value}), valueNow()], ['200', value]);
	}

	// Code that embeds the program may.
	await control.updateSettings({accessLog: other});
	assert.equal(await patch({accessLog: other}), '200');
	assert.equal(await patch({accessLog: file}), '200');
});

test('all settings change or none, and every error is listed', async () => {
	const told: unknown[] = [];
	const unsubscribe = proxy.control.subscribe(event => {
		told.push(event);
	});
	await assert.rejects(change({
		retries: 1, maxBody: 'much', port: 81, rateLimt: 5, tls_min_version: '1.3', banana: 1,
	}), {
		code: 'invalid_setting',
		message: [
			'maxBody: "much" is not allowed: give a number of bytes, such as 512KB, 10MB or 1GiB.',
			'port needs a restart to change; start proxy-tui with another value.',
			'Unknown setting "rateLimt"; did you mean rateLimit?',
			'Unknown setting "tls_min_version"; did you mean tlsMinVersion, which needs a restart to change?',
			'Unknown setting "banana"; proxy-tui help lists all.',
		].join('\n'),
	});
	await assert.rejects(change({changeOrigin: true, rewriteHost: 'example.com'}), {code: 'invalid_setting'});
	unsubscribe();
	assert.deepEqual(told, []);
	assert.deepEqual(valueOf(proxy.control.settings(), 'retries'), [2, 'default']);
});

test('a change is one event, and no change is none', async () => {
	const told: string[] = [];
	const unsubscribe = proxy.control.subscribe(event => {
		told.push(`${event.type} ${event.type === 'settings-changed' ? event.names.join(' ') : ''}`.trim());
	});
	await change({policy: 'random', retries: 5});
	await change({policy: 'random', retries: 5});
	await change({policy: null, retries: null});
	unsubscribe();
	assert.deepEqual(told, ['settings-changed policy retries', 'policy-changed', 'settings-changed policy retries', 'policy-changed']);
});

test('a change of the policy is taken back as one of the pool is, unless it has been changed since', async () => {
	const {control} = proxy;
	const {id} = control.status().backends[0]!;
	await change({policy: 'random'});
	await control.updateBackend(id, {weight: 2});
	await change({policy: 'first', retries: 5});
	assert.deepEqual(await control.undo(), {type: 'policy-changed', from: 'random', to: 'first'});
	assert.equal(control.status().policy, 'random');
	assert.deepEqual(valueOf(control.settings(), 'retries'), [5, 'changed'], 'other settings are left alone');
	const undone = await control.undo();
	assert.equal(undone.type, 'changed');
	await control.undo();
	assert.equal(control.status().policy, 'round-robin');
	await change({policy: 'random'});
	await change({policy: null, retries: null});
	await control.undo();
	assert.equal(control.status().policy, 'random');
	await change({policy: null});
});

test('times of clients hold on the connections that come from now on', async () => {
	await change({keepAliveTimeout: '33s'});
	const client = await proxy.connect();
	client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const [data] = await once(client.socket, 'data') as [Uint8Array];
	assert.match(String(data), /keep-alive: timeout=33/iv);
});

/** Resolves with the next event of this type. */
const next = async (type: ControlEvent['type']): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const unsubscribe = proxy.control.subscribe(event => {
		if (event.type === type) {
			resolve();
		}
	});
	await promise;
	unsubscribe();
};

test('outlier detection ejects a backend once switched on, and serves it below the panic threshold', async t => {
	const broken = await startHttpBackend(({url}, response) => {
		response.statusCode = url === '/' ? 200 : 500;
		response.end();
	});
	t.after(async () => broken.close());
	const {id} = await proxy.control.addBackend({url: broken.url});
	const statuses = async (): Promise<ReadonlySet<number>> => {
		const answers = await Promise.all(Array.from({length: 10}, async () => ask({path: '/x'})));
		return new Set(answers.map(({status}) => status));
	};

	assert.deepEqual(await statuses(), new Set([200, 500]));
	// What failed until now may be enough already.
	const ejected = next('backend-ejected');
	await change({ejectConsecutive: 2});
	await statuses();
	await ejected;
	assert.deepEqual(await statuses(), new Set([200]));
	await change({panicThreshold: 60});
	assert.equal(proxy.control.status().isPanic, true);
	assert.deepEqual(await statuses(), new Set([200, 500]));
	await change({panicThreshold: null});
	assert.deepEqual(await statuses(), new Set([200]));
	await change({ejectConsecutive: null});
	await proxy.control.removeBackend(id);
});

test('answers that break off are failures of their backend, and eject it like others', async t => {
	const broken = await startHttpBackend(({url}, response) => {
		response.setHeader('Content-Length', url === '/' ? 0 : 100);
		response.write(url === '/' ? '' : 'part');
		setImmediate(() => {
			if (url === '/') {
				response.end();
			} else {
				response.destroy();
			}
		});
	});
	t.after(async () => broken.close());
	const {id} = await proxy.control.addBackend({url: broken.url});
	const statusOfBroken = () => proxy.control.status().backends.find(member => member.id === id)!;
	const ejected = next('backend-ejected');
	await change({ejectConsecutive: 3});
	const answers = await Promise.allSettled(Array.from({length: 12}, async () => ask({path: '/x'})));
	assert.ok(answers.filter(({status}) => status === 'rejected').length >= 3);
	await ejected;
	const {failures, requests} = statusOfBroken();
	assert.equal(failures, requests, 'each of them');
	await change({ejectConsecutive: null});
	await proxy.control.removeBackend(id);
});

test('a slow start begins with the backends that come, and ends when it is turned off', async t => {
	const shareOf = (id: string): number | undefined => proxy.control.status().backends.find(member => member.id === id)!.share;
	const early = await proxy.control.addBackend({url: 'http://127.0.0.1:1'});
	await change({slowStart: '1h'});
	const late = await proxy.control.addBackend({url: 'http://127.0.0.1:2'});
	assert.equal(shareOf(early.id), undefined);
	assert.ok(shareOf(late.id)! < 0.1, `${shareOf(late.id)}`);
	await change({slowStart: null});
	await t.waitFor(() => {
		assert.equal(shareOf(late.id), undefined);
	}, {timeout: 10_000});
	await Promise.all([early, late].map(async ({id}) => proxy.control.removeBackend(id)));
});

test('a drain has the time that the settings give it when it begins', async () => {
	const answer = ask({path: '/never'});
	await proxy.untilCarries(1);
	await change({drainTimeout: '1h'});
	await proxy.control.updateBackend('b1', {state: 'draining'});
	assert.ok(proxy.control.status().backends[0]!.drainEndsAt! > Date.now() + 3_000_000);
	await proxy.control.updateBackend('b1', {state: 'active'});
	await change({drainTimeout: '20ms'});
	await proxy.control.updateBackend('b1', {state: 'draining'});
	assert.equal((await answer).status, 502);
	await change({drainTimeout: null});
	await proxy.control.updateBackend('b1', {state: 'active'});
});
