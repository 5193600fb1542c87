import assert from 'node:assert/strict';
import type {RequestListener} from 'node:http';
import test, {type TestContext} from 'node:test';
import {send, sendMany} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {type HttpBackend, startHttpBackend} from '../helpers/scripted-backend.js';

const healthPath = '/health';

/** Backends that count what clients ask for, not what health checks do. */
const startBackends = async (t: TestContext, count: number, port?: number): Promise<Array<HttpBackend & {readonly served: number}>> =>
	Promise.all(Array.from({length: count}, async () => {
		let served = 0;
		const listener: RequestListener = ({url}, response) => {
			served += url === healthPath ? 0 : 1;
			response.end('ok');
		};

		const backend = await startHttpBackend(listener, port === undefined ? {} : {port});
		t.after(async () => backend.close().catch(() => {}));
		return Object.defineProperties({}, {
			...Object.getOwnPropertyDescriptors(backend),
			served: {get: () => served},
		}) as HttpBackend & {readonly served: number};
	}));

const flags = ['--threads=2', '--rate-limit=0', `--health-path=${healthPath}`];

test('a backend that dies under load costs no answer, is down within a second and comes back by itself', async t => {
	const backends = await startBackends(t, 3);
	const [dying] = backends;
	const {program, port, adminPort} = await startProgram(t, [...flags, '--health-interval=500ms', ...backends.map(({url}) => url)]);
	await program.line(({message, backend, to}) => message === 'health-changed' && backend === dying!.url && to === 'healthy');

	const load = sendMany(port, 4000, 20);
	await program.message('request');
	await dying!.close();
	const diedAt = Date.now();
	const down = await program.line(({message, backend, to}) => message === 'health-changed' && backend === dying!.url && to === 'unhealthy');
	assert.ok(Date.parse(String(down['time'])) - diedAt < 1000, `down ${Date.parse(String(down['time'])) - diedAt} ms after it died`);
	assert.deepEqual([...await load], [[200, 4000]]);

	const [revived] = await startBackends(t, 1, dying!.port);
	program.lines.length = 0;
	await program.line(({message, backend, to}) => message === 'health-changed' && backend === dying!.url && to === 'healthy');
	await sendMany(port, 30, 1);
	assert.equal(revived!.served, 10);
	const {body} = await send(adminPort, {path: '/status'});
	assert.deepEqual((JSON.parse(body) as {backends: Array<{current_connections: number}>}).backends.map(backend => backend.current_connections), [0, 0, 0]);
});

test('without a backend clients get 503, and the first one added gets the very next request', async t => {
	const [backend] = await startBackends(t, 1);
	const {port, adminPort} = await startProgram(t, flags);
	const refused = await send(port);
	assert.equal(refused.status, 503);
	assert.equal(refused.headers['content-type'], 'application/problem+json');
	assert.equal((JSON.parse(refused.body) as {code: string}).code, 'no_backend_available');

	const added = await send(adminPort, {method: 'POST', path: '/add', headers: {'content-type': 'application/json'}}, JSON.stringify({url: backend!.url}));
	assert.equal(added.status, 201);
	assert.equal((await send(port)).status, 200);
	assert.equal(backend!.served, 1);
});

test('the rate limit holds for all threads together', async t => {
	const backends = await startBackends(t, 1);
	const {port} = await startProgram(t, ['--threads=2', '--rate-limit=10', `--health-path=${healthPath}`, backends[0]!.url]);
	const startedAt = performance.now();
	const answers = await Promise.all(Array.from({length: 100}, async () => send(port)));
	const seconds = (performance.now() - startedAt) / 1000;
	const limited = answers.filter(({status}) => status === 429);
	const passed = answers.filter(({status}) => status === 200).length;
	assert.equal(passed + limited.length, 100);
	assert.ok(passed >= 10, `${passed} passed`);
	assert.ok(passed <= 11 + (10 * seconds), `${passed} passed in ${seconds} s`);
	assert.ok(limited.every(({headers}) => headers['retry-after'] === '1'));
});
