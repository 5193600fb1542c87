import assert from 'node:assert/strict';
import {once} from 'node:events';
import http, {type ServerResponse} from 'node:http';
import test, {type TestContext} from 'node:test';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {untilRefused} from '../helpers/until-refused.js';

/** A backend that answers health checks, and holds everything else until told. */
const startHoldingBackend = async (t: TestContext) => {
	const held = Promise.withResolvers<ServerResponse>();
	const backend = await startHttpBackend(({url}, response) => {
		if (url === '/held') {
			held.resolve(response);
		} else {
			response.end();
		}
	});
	t.after(async () => backend.close());
	return {url: backend.url, held: held.promise};
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test(`after ${signal} no connection is accepted, the request in flight is finished, and the exit code is 0`, async t => {
		const backend = await startHoldingBackend(t);
		const {program, port} = await startProgram(t, ['--threads=2', backend.url]);
		const answer = send(port, {path: '/held'});
		const response = await backend.held;
		program.kill(signal);
		assert.equal((await program.message('leaving'))['in_flight'], 1);
		await untilRefused(port);
		response.end('done');
		assert.equal((await answer).body, 'done');
		assert.deepEqual(await program.exited, {code: 0, signal: null});
		assert.equal(program.lines.at(-1)?.message, 'stopped');
	});
}

test('the last response of a kept connection says that it is the last', async t => {
	const backend = await startHoldingBackend(t);
	const {program, port} = await startProgram(t, [backend.url]);
	const agent = new http.Agent({keepAlive: true});
	t.after(() => {
		agent.destroy();
	});
	const answer = send(port, {path: '/held', agent});
	const response = await backend.held;
	program.kill('SIGTERM');
	await program.message('leaving');
	await untilRefused(port);
	response.end('done');
	const {headers, body} = await answer;
	assert.deepEqual([headers.connection, headers['keep-alive'], body], ['close', undefined, 'done']);
	assert.deepEqual(await program.exited, {code: 0, signal: null});
});

test('what is not finished in time is cut off', async t => {
	const backend = await startHoldingBackend(t);
	const {program, port} = await startProgram(t, ['--shutdown-timeout=200ms', backend.url]);
	const answer = send(port, {path: '/held'});
	await backend.held;
	program.kill('SIGTERM');
	const {status, body} = await answer;
	assert.deepEqual([status, (JSON.parse(body) as {code: string}).code], [503, 'proxy_stopped']);
	assert.deepEqual(await program.exited, {code: 0, signal: null});
	const stopped = program.lines.at(-1)!;
	assert.deepEqual([stopped.message, stopped['unavailable'], stopped['aborted']], ['stopped', 1, 0]);
});

test('a second signal ends it at once', async t => {
	const backend = await startHoldingBackend(t);
	const {program, port} = await startProgram(t, [backend.url]);
	const answer = send(port, {path: '/held'});
	answer.catch(() => {});
	await backend.held;
	program.kill('SIGINT');
	await program.message('leaving');
	program.kill('SIGINT');
	assert.deepEqual(await program.exited, {code: 130, signal: null});
	await assert.rejects(answer);
});

test('idle connections do not hold it up', async t => {
	const backend = await startHoldingBackend(t);
	const {program, port} = await startProgram(t, [backend.url]);
	const agent = new http.Agent({keepAlive: true});
	t.after(() => {
		agent.destroy();
	});
	await send(port, {agent});
	const [socket] = Object.values(agent.freeSockets).flat();
	const closed = once(socket!, 'close');
	program.kill('SIGTERM');
	await closed;
	assert.deepEqual(await program.exited, {code: 0, signal: null});
});
