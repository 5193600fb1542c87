import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {text} from 'node:stream/consumers';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments} from '../helpers/program.js';
import {openPseudoTerminal} from '../helpers/pseudo-terminal.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const patience = 20_000;

test('E opens a request in $EDITOR, which has the terminal to itself, and sends what it has become', {skip: process.platform === 'win32'}, async t => {
	const received: string[] = [];
	const backend = await startHttpBackend((request, response) => {
		void text(request).then(body => {
			if (request.url === '/form') {
				received.push(`${request.method} ${request.url} ${String(request.headers['x-kind'])} ${body}`);
			}

			response.end('hello');
		});
	});
	t.after(async () => backend.close());
	const home = await temporaryDirectory(t);
	const script = path.join(home, 'editor.sh');
	const terminal = openPseudoTerminal({
		// As a job of a shell: one without a parent in its session could not be stopped.
		command: 'sh',
		args: ['-mc', '"$@"; exit $?', 'sh', process.execPath, ...programArguments, '--port=0', '--admin-port=0', '--host=127.0.0.1', '--capture=64KB', backend.url],
		env: {...cleanEnvironment(home), VISUAL: '', EDITOR: `LC_ALL=C sh '${script}'`},
		columns: 120,
		rows: 40,
	});
	t.after(async () => terminal.dispose());
	const started = (await terminal.waitFor('UP', patience)).join('\n');
	const [port, adminPort] = [/proxy http:\/\/[^:]+:(\d+)/v, /admin http:\/\/[^:]+:(\d+)/v].map(pattern => Number(pattern.exec(started)![1])) as [number, number];
	await send(port, {method: 'POST', path: '/form', headers: {'X-Kind': 'plain'}}, 'name=hello');
	await terminal.waitFor(/POST +\/form/v, patience);
	terminal.write('\t\r');
	await terminal.waitFor('Request headers', patience);

	const edit = async (commands: string): Promise<void> => {
		await fs.writeFile(script, commands);
		terminal.write('E');
	};

	await t.test('a header and the body are changed', async () => {
		await edit('sed -i -e "s/plain/fancy/" -e "s/hello/goodbye/" "$1"');
		await terminal.waitFor('Compare responses', patience);
		assert.deepEqual(received, ['POST /form plain name=hello', 'POST /form fancy name=goodbye']);
		terminal.write('\u{1B}');
		await terminal.waitFor('Request headers', patience);
	});

	await t.test('an editor that fails sends nothing', async () => {
		await edit('sed -i "s/plain/fancy/" "$1"; exit 3');
		await terminal.waitFor('failed, so nothing was sent', patience);
		assert.ok(terminal.isAlternate);
		assert.equal(received.length, 2);
	});

	await t.test('an editor has the keys and signals of the terminal, until it ends', async () => {
		await edit(`
trap 'echo interrupted' INT
trap 'echo quitted' QUIT
[ -t 0 ] && [ -t 1 ] && echo 'What to write?'
until read -r line; do :; done
sed -i "s/plain/$line/" "$1"
`);
		await terminal.waitFor('What to write?', patience);
		assert.ok(!terminal.isAlternate);
		for (const [key, shown] of [['\u{3}', 'interrupted'], ['\u{1C}', 'quitted']] as const) {
			terminal.write(key);
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await terminal.waitFor(shown, patience);
		}

		// Stopped and continued.
		terminal.write('\u{1A}');
		assert.equal((await send(adminPort, {path: '/livez', signal: AbortSignal.timeout(patience)})).status, 200);
		terminal.write('typed\r');
		await terminal.waitFor('Compare responses', patience);
		assert.ok(terminal.isAlternate);
		assert.equal(received[2], 'POST /form typed name=hello');
	});

	await t.test('an interrupted editor sends nothing, and ends nothing but itself', async () => {
		terminal.write('\u{1B}');
		await terminal.waitFor('Request headers', patience);
		await edit('echo waiting; exec sleep 100');
		await terminal.waitFor('waiting', patience);
		terminal.write('\u{3}');
		await terminal.waitFor('failed, so nothing was sent', patience);
		assert.ok(terminal.isAlternate);
		assert.equal(received.length, 3);
	});

	await t.test('a terminal that is not read holds up nothing after it, either', async () => {
		terminal.write('\u{1B}');
		await terminal.waitFor('q quit', patience);
		terminal.stall();
		// More whole screens than a terminal buffers.
		for (let count = 0; count < 60; count++) {
			terminal.write('\u{C}');
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			assert.equal((await send(adminPort, {path: '/livez', signal: AbortSignal.timeout(patience)})).status, 200);
		}

		terminal.resume();
	});

	terminal.write('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
});
