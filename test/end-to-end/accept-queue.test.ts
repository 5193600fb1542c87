import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import test from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {faultyWorkers} from '../helpers/faulty-workers.js';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const clients = 100;

test('connections in the accept queue of a stopping worker are served', async t => {
	const backend = await startHttpBackend((request, response) => {
		request.resume();
		response.end('x');
	});
	t.after(backend.close);
	const directory = await temporaryDirectory(t);
	const {program, port} = await startProgram(t, ['--threads=1', '--rate-limit=0', '--access-log=off', '--no-save', '--fast-lane=off', '--shutdown-timeout=30s', backend.url], directory, await faultyWorkers(directory));
	await send(port, {agent: false});
	const pausing = send(port, {path: '/pause', agent: false});
	while (!program.stderr.includes('paused')) {
		// eslint-disable-next-line no-await-in-loop -- Until it stands still.
		await setTimeout(5);
	}

	// The kernel takes connections in its place.
	const sockets = await Promise.all(Array.from({length: clients}, async () => {
		const socket = connect(port, '127.0.0.1');
		await once(socket, 'connect');
		socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		return socket;
	}));
	const answers = sockets.map(async socket => text(socket).catch((error: unknown) => (error as Error).message));
	program.kill('SIGTERM');
	assert.equal((await pausing).status, 200);
	const received = await Promise.all(answers);
	assert.deepEqual(received.filter(answer => !answer.startsWith('HTTP/1.1 200 ')), []);
	assert.deepEqual(await program.exited, {code: 0, signal: null});
});
