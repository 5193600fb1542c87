import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {Program, startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const run = async (t: TestContext, flags: readonly string[], nodeArguments: readonly string[] = []) => {
	const program = new Program(flags, await temporaryDirectory(t), nodeArguments);
	const {code} = await program.exited;
	return {code, stderr: program.stderr};
};

test('an option that does not exist is named, with the nearest that does', async t => {
	assert.deepEqual(await run(t, ['--prot=1']), {code: 2, stderr: 'Unknown option --prot; did you mean --port? See proxy-tui --help.\n'});
});

for (const [flag, named] of [
	['--port=70000', '70000'],
	['--health-interval=10', '10'],
	['ftp://files', 'ftp://files'],
	['http://user:secret@host', 'user or password'],
] as const) {
	test(`${flag} is refused with what is wrong about it`, async t => {
		const {code, stderr} = await run(t, [flag]);
		assert.equal(code, 2);
		assert.ok(stderr.includes(named), stderr);
		assert.ok(!stderr.includes('\n    at '), stderr);
	});
}

test('a port in use is named, with how to choose another', async t => {
	const {port, adminPort} = await startProgram(t, ['--threads=2']);
	const taken = await run(t, ['--headless', '--no-save', '--host=127.0.0.1', `--port=${port}`, '--threads=2']);
	assert.deepEqual(taken, {code: 1, stderr: `Cannot listen on 127.0.0.1, port ${port}: the address is in use. Choose another with --port (0 picks a free port).\n`});
	const adminTaken = await run(t, ['--headless', '--no-save', '--port=0', `--admin-port=${adminPort}`]);
	assert.equal(adminTaken.code, 1);
	assert.ok(adminTaken.stderr.includes('--admin-port'), adminTaken.stderr);
});

test('a backend that is the proxy itself is refused', async t => {
	const {code, stderr} = await run(t, ['--headless', '--no-save', '--port=18999', 'http://localhost:18999']);
	assert.equal(code, 2);
	assert.ok(stderr.includes('http://localhost:18999 is this proxy itself'), stderr);
});

test('an access log that cannot be written is named', async t => {
	const {code, stderr} = await run(t, ['--headless', '--no-save', '--port=0', '--admin-port=0', '--access-log=/does/not/exist.log']);
	assert.equal(code, 2);
	assert.ok(stderr.includes('access log /does/not/exist.log'), stderr);
});

test('an older Node gets one sentence', async t => {
	const pretence = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';
	const {code, stderr} = await run(t, ['--headless'], [`--import=${pretence}`]);
	assert.equal(code, 1);
	assert.match(stderr, /^proxy-tui needs Node\.js 22\.12 or newer and found 20\.20\.2; install .*\n$/v);
});

test('a damaged memory is set aside, reported, and the program starts', async t => {
	const home = await temporaryDirectory(t);
	const directory = path.join(home, '.config/proxy-tui');
	mkdirSync(directory, {recursive: true});
	writeFileSync(path.join(directory, 'state.json'), '{"backends": [');
	const {program} = await startProgram(t, [], home);
	const {message} = await program.line(({level}) => level === 'warn');
	assert.match(message, /state\.json was damaged\. It is kept as .+, and this run starts without saved backends\.$/v);
});

test('a setting that was changed is as it was changed next time, unless the command line says otherwise', async t => {
	const home = await temporaryDirectory(t);
	const first = await startProgram(t, [], home);
	const {status} = await fetch(`http://127.0.0.1:${first.adminPort}/settings`, {method: 'PATCH', headers: {'content-type': 'application/json'}, body: JSON.stringify({policy: 'p2c', idleTimeout: '90s'})});
	assert.equal(status, 200);
	first.program.kill('SIGTERM');
	await first.program.exited;

	const again = await startProgram(t, ['--policy=random'], home);
	const {settings} = await fetch(`http://127.0.0.1:${again.adminPort}/settings`).then(async response => response.json()) as {settings: Array<{name: string; value: unknown; source: string}>};
	assert.deepEqual(['policy', 'idleTimeout', 'retries'].map(wanted => {
		const {value, source} = settings.find(({name}) => name === wanted)!;
		return [value, source];
	}), [['random', '--policy'], ['90s', 'saved'], [2, 'default']]);
});

test('backends are there next time, in their order and states; flags win over them and leave them as they are; --no-save neither loads nor saves', async t => {
	const home = await temporaryDirectory(t);
	const backends = await Promise.all([1, 2, 3].map(async () => startHttpBackend((_request, response) => {
		response.end();
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const urls = backends.map(({url}) => url);
	const listed = async (flags: readonly string[]): Promise<unknown> => {
		const {program} = await startProgram(t, flags, home);
		program.kill('SIGTERM');
		await program.exited;
		return program.lines[0]?.['backends'];
	};

	const first = await startProgram(t, [], home);
	for (const url of urls.slice(0, 2)) {
		// eslint-disable-next-line no-await-in-loop -- in this order
		await fetch(`http://127.0.0.1:${first.adminPort}/add`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({url})});
	}

	await fetch(`http://127.0.0.1:${first.adminPort}/backends/b2`, {method: 'PATCH', headers: {'content-type': 'application/json'}, body: JSON.stringify({state: 'disabled', weight: 7})});
	first.program.kill('SIGTERM');
	await first.program.exited;

	assert.deepEqual(await listed([]), urls.slice(0, 2));
	assert.deepEqual(await listed(['--no-save']), []);
	const other = await startProgram(t, [urls[2]!], home);
	await fetch(`http://127.0.0.1:${other.adminPort}/backends/b1`, {method: 'PATCH', headers: {'content-type': 'application/json'}, body: JSON.stringify({weight: 9})});
	other.program.kill('SIGTERM');
	await other.program.exited;
	assert.deepEqual(other.program.lines[0]?.['backends'], [urls[2]]);
	const again = await startProgram(t, [], home);
	const status = await fetch(`http://127.0.0.1:${again.adminPort}/status`).then(async response => response.json()) as {backends: Array<{url: string; state: string; weight: number}>};
	assert.deepEqual(status.backends.map(({url, state, weight}) => ({url, state, weight})), [
		{url: urls[0], state: 'active', weight: 1},
		{url: urls[1], state: 'disabled', weight: 7},
	]);
});
