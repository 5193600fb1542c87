import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {pathToFileURL} from 'node:url';
import {createProxy, SettingsError} from '../source/index.js';
import {send} from './helpers/http-client.js';
import {startHttpBackend} from './helpers/scripted-backend.js';
import {temporaryDirectory} from './helpers/temporary-directory.js';

test('another program can start, steer, observe and stop a balancer', async t => {
	const backends = await Promise.all(['one', 'two'].map(async name => startHttpBackend((_request, response) => {
		response.end(name);
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const proxy = await createProxy({
		port: 0, adminPort: 0, host: '127.0.0.1', rateLimit: 0, healthInterval: '1m', backends: [backends[0]!.url],
	});
	const events: string[] = [];
	proxy.control.subscribe(({type}) => {
		events.push(type);
	});
	try {
		assert.equal((await send(proxy.proxy.port)).body, 'one');
		const {id} = await proxy.control.addBackend({url: backends[1]!.url});
		await proxy.control.updateBackend(proxy.control.status().backends[0]!.id, {state: 'disabled'});
		assert.equal((await send(proxy.proxy.port)).body, 'two');
		assert.deepEqual(events.filter(type => type !== 'health-changed'), ['backend-added', 'state-changed']);

		const {records} = await proxy.control.readLog(0, 10);
		assert.deepEqual(records.map(({status, backend}) => [status, backend?.url]), backends.map(({url}) => [200, url]));
		assert.equal(proxy.control.status().totals.requests, 2);
		await assert.rejects(async () => proxy.control.addBackend({url: backends[1]!.url}), {code: 'duplicate_backend'});
		await proxy.control.removeBackend(id);
		assert.equal((await send(proxy.proxy.port)).status, 503);
	} finally {
		await proxy.stop(1000);
	}

	// On a connection of its own: one that was kept may only just be closing.
	await assert.rejects(send(proxy.proxy.port, {agent: false}), {code: 'ECONNREFUSED'});
});

test('the example of the readme runs with the package as it is built', async t => {
	const readme = await fs.readFile(path.join(import.meta.dirname, '../readme.md'), 'utf8');
	const example = /```ts\n(?<code>.*?)```/sv.exec(readme)!.groups!['code']!
		.replace('\'proxy-tui\'', () => JSON.stringify(import.meta.resolve('proxy-tui')))
		.replace('port: 8000', 'port: 0, adminPort: 0')
		.replaceAll('console.log', 'globalThis.told.push');
	const file = path.join(await temporaryDirectory(t), 'example.mts');
	await fs.writeFile(file, example);
	const told: unknown[] = [];
	Object.assign(globalThis, {told});
	await import(pathToFileURL(file).href);
	Reflect.deleteProperty(globalThis, 'told');
	assert.ok(told.includes('backend-added') && told.includes('settings-changed') && told.includes('policy-changed'), told.join(' '));
	assert.ok(told.includes(0));
});

test('wrong options are named', async () => {
	// What JavaScript callers can do.
	const options: Record<string, unknown> = {
		prot: 1, port: -1, healthInterval: 10, headless: true,
	};
	await assert.rejects(createProxy(options), (error: unknown) => {
		assert.ok(error instanceof SettingsError);
		for (const part of ['Unknown option prot', 'Unknown option headless', 'port:', 'healthInterval:']) {
			assert.ok(error.message.includes(part), error.message);
		}

		return true;
	});
});
