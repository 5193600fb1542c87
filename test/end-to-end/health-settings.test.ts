import assert from 'node:assert/strict';
import test from 'node:test';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

type BackendJson = {readonly health: string; readonly checks: ReadonlyArray<{readonly passed: boolean; readonly reason: string}>; readonly health_check: unknown};

test('health checks are set by flags for all, and over HTTP for one, which the next run remembers', async t => {
	const home = await temporaryDirectory(t);
	const backend = await startHttpBackend(({url, method, headers}, response) => {
		response.statusCode = method === 'GET' && headers.host === 'shop.example' && url === '/well' ? 299 : 404;
		response.end('everything is fine');
	});
	t.after(backend.close);
	const flags = ['--health-path=/well', '--health-status=299', '--health-header=Host: shop.example', '--health-body=is fine', '--health-interval=50ms', '--health-fall=2'];
	const {program, adminPort} = await startProgram(t, flags, home);
	await send(adminPort, {method: 'POST', path: '/add', headers: {'content-type': 'application/json'}}, JSON.stringify({url: backend.url}));
	await program.line(({message, to}) => message === 'health-changed' && to === 'healthy');

	const answer = await send(adminPort, {method: 'PATCH', path: '/backends/b1', headers: {'content-type': 'application/json'}}, JSON.stringify({health_check: {path: '/other', rise: 3}}));
	assert.equal(answer.status, 200, answer.body);
	const {reason} = await program.line(({message, to}) => message === 'health-changed' && to === 'unhealthy');
	assert.equal(reason, '404 Not Found');
	const shown = JSON.parse((await send(adminPort, {path: '/backends/b1'})).body) as BackendJson;
	assert.deepEqual(shown.health_check, {path: '/other', rise: 3});
	assert.deepEqual(shown.checks.slice(-2).map(({passed}) => passed), [false, false]);

	program.kill('SIGTERM');
	await program.exited;
	const again = await startProgram(t, flags, home);
	const remembered = JSON.parse((await send(again.adminPort, {path: '/backends/b1'})).body) as BackendJson;
	assert.deepEqual(remembered.health_check, {path: '/other', rise: 3});
	await send(again.adminPort, {method: 'PATCH', path: '/backends/b1', headers: {'content-type': 'application/json'}}, '{"health_check":null}');
	await again.program.line(({message, to}) => message === 'health-changed' && to === 'healthy');
});
