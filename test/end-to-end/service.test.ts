import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import test from 'node:test';
import {startProgram} from '../helpers/program.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const readme = path.join(import.meta.dirname, '../../readme.md');

/** Why a test has to be passed over on this machine; false if all it needs is there. */
const skipWithout = (...programs: readonly string[]): string | false => {
	const missing = programs.filter(name => spawnSync(name, ['--version']).error);
	return missing.length > 0 && process.env['CI'] !== 'true' && `${missing.join(' and ')} is missing`;
};

/** A socket for datagrams, which Node does not have: each becomes a line. The tool waits until its barrier is let go. */
const serviceManager = String.raw`
import array, os, socket, sys
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(sys.argv[1])
print("bound", flush=True)
while True:
	data, ancillary, _, _ = manager.recvmsg(4096, 4096)
	for _, kind, handles in ancillary:
		if kind == socket.SCM_RIGHTS:
			for handle in array.array("i", handles):
				os.close(handle)
	print(data.decode().replace("\n", " "), flush=True)
`;

test('a service manager is notified of start and stop', {skip: skipWithout('python3', 'systemd-notify')}, async t => {
	const directory = await temporaryDirectory(t);
	const socket = path.join(directory, 'notify');
	const manager = spawn('python3', ['-c', serviceManager, socket], {stdio: ['ignore', 'pipe', 'inherit']});
	t.after(() => {
		manager.kill('SIGKILL');
	});
	const told: string[] = [];
	const lines = createInterface(manager.stdout);
	lines.on('line', line => {
		told.push(line);
	});
	const untilTold = async (state: string): Promise<void> => {
		while (told.every(line => !line.includes(state))) {
			// eslint-disable-next-line no-await-in-loop -- each line is looked at when it comes
			await once(lines, 'line', {signal: AbortSignal.timeout(15_000)});
		}
	};

	await untilTold('bound');
	const {program} = await startProgram(t, ['--no-save'], directory, [`--import=data:text/javascript,process.env.NOTIFY_SOCKET=${JSON.stringify(socket)}`]);
	await untilTold(`MAINPID=${program.pid} READY=1`);
	program.kill('SIGTERM');
	await untilTold('STOPPING=1');
	assert.equal((await program.exited).code, 0);
});

test('the unit of the readme is one that systemd takes', {skip: skipWithout('systemd-analyze')}, async t => {
	const text = await fs.readFile(readme, 'utf8');
	const unit = /```ini\n(?<unit>.*?)```/sv.exec(text)!.groups!['unit']!;
	const file = path.join(await temporaryDirectory(t), 'proxy-tui.service');
	await fs.writeFile(file, unit.replace('/usr/bin/proxy-tui', () => process.execPath));
	const {status, stderr} = spawnSync('systemd-analyze', ['verify', '--man=no', file], {encoding: 'utf8'});
	assert.deepEqual([status, stderr], [0, '']);
});
