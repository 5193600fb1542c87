import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import test from 'node:test';
import {send, sendMany} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';

const isInstalled = spawnSync('slowhttptest', ['-h']).error === undefined;
const skip = !isInstalled && process.env['CI'] !== 'true' && 'slowhttptest is not installed';
const slowClients = 1000;

test('a thousand clients that never finish their headers leave normal clients untouched', {skip}, async t => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('ok');
	});
	t.after(async () => backend.close());
	const {port, adminPort} = await startProgram(t, ['--rate-limit=0', backend.url]);
	const attack = spawn('slowhttptest', ['-H', '-c', String(slowClients), '-r', '500', '-i', '2', '-l', '6', '-p', '5', '-u', `http://127.0.0.1:${port}/`], {stdio: 'ignore'});
	const ended = once(attack, 'exit');
	t.after(() => {
		attack.kill('SIGKILL');
	});
	const answers = new Map<number, number>();
	while (attack.exitCode === null) {
		// eslint-disable-next-line no-await-in-loop -- one batch after the other, for as long as it lasts
		for (const [status, count] of await sendMany(port, 100, 4)) {
			answers.set(status, (answers.get(status) ?? 0) + count);
		}
	}

	await ended;
	t.diagnostic(`answers to normal clients meanwhile: ${JSON.stringify([...answers])}`);
	assert.deepEqual(new Set(answers.keys()), new Set([200]));
	const {body} = await send(adminPort, {path: '/status'});
	assert.equal((JSON.parse(body) as {totals: {in_flight: number}}).totals.in_flight, 0);
});
