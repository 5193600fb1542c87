import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {refusedPort, startHttpBackend} from '../helpers/scripted-backend.js';

/** What log, status, page and 503 say of a backend that is down from its first check. */
const toldOf = async (t: TestContext, url: string, flags: readonly string[] = []) => {
	const {program, port, adminPort} = await startProgram(t, [...flags, url]);
	const {reason, hint} = await program.line(({message, to}) => message === 'health-changed' && to === 'unhealthy');
	const {backends} = JSON.parse((await send(adminPort, {path: '/status'})).body) as {backends: ReadonlyArray<{last_check: {hint?: string}}>};
	const page = await send(adminPort, {path: '/', headers: {accept: 'text/html'}});
	const refused = await send(port);
	assert.equal(refused.status, 503);
	const {code, detail} = JSON.parse(refused.body) as {code: string; detail?: string};
	assert.equal(code, 'no_backend_available');
	return {reason, hint, ofStatus: backends[0]!.last_check.hint, page: page.body, detail};
};

const startAnswering = async (t: TestContext, status: number) => {
	const backend = await startHttpBackend((_request, response) => {
		response.writeHead(status).end();
	});
	t.after(backend.close);
	return backend.url;
};

for (const [status, reason] of [[404, '404 Not Found'], [401, '401 Unauthorized'], [403, '403 Forbidden'], [405, '405 Method Not Allowed'], [400, '400 Bad Request'], [426, '426 Upgrade Required']] as const) {
	test(`a backend whose checks are answered ${status} is down, and everything that says so names the way out`, async t => {
		const told = await toldOf(t, await startAnswering(t, status));
		assert.equal(told.reason, reason);
		const wayOut = new RegExp(`--health-path.*accept ${status} with --health-status`, 'v');
		assert.match(String(told.hint), wayOut);
		assert.equal(told.ofStatus, told.hint);
		assert.match(told.page, wayOut);
		assert.match(told.detail!, wayOut);
	});
}

test('a backend that fails by itself has no way out by other checks', async t => {
	for (const url of [await startAnswering(t, 500), `http://127.0.0.1:${await refusedPort()}`]) {
		// eslint-disable-next-line no-await-in-loop -- One program after the other.
		const told = await toldOf(t, url);
		assert.deepEqual([told.hint, told.ofStatus, told.detail], [undefined, undefined, undefined]);
		assert.doesNotMatch(told.page, /--health-path/v);
	}
});

test('the way out leads out', async t => {
	const url = await startAnswering(t, 404);
	const {program, port} = await startProgram(t, ['--health-status=200-399,404', url]);
	await program.line(({message, to}) => message === 'health-changed' && to === 'healthy');
	assert.equal((await send(port)).status, 404);
});
