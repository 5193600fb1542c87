import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {
	cleanEnvironment,
	Program,
	programArguments,
} from '../helpers/program.js';
import {openPseudoTerminal} from '../helpers/pseudo-terminal.js';
import {refusedPort} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/** Ports are free ones unless the flags say which. */
const startProgram = async (t: TestContext, flags: readonly string[], home: string) => {
	const free = ['--port=0', '--admin-port=0'].filter(flag => flags.every(given => !given.startsWith(flag.slice(0, -1))));
	const program = new Program(['--headless', '--host=127.0.0.1', ...free, ...flags], home);
	t.after(async () => {
		program.kill('SIGKILL');
		await program.exited;
	});
	const {admin} = await program.message('listening');
	return {program, adminPort: admin!.port};
};

type Listed = {readonly name: string; readonly value: unknown; readonly source: string};

const settingsOf = async (adminPort: number): Promise<readonly Listed[]> => {
	const answer = await fetch(`http://127.0.0.1:${adminPort}/settings`);
	const {settings} = await answer.json() as {settings: readonly Listed[]};
	return settings;
};

const valueOf = async (adminPort: number, name: string): Promise<unknown> => (await settingsOf(adminPort)).find(setting => setting.name === name)!.value;

const patch = async (adminPort: number, changes: Readonly<Record<string, unknown>>): Promise<void> => {
	const {status} = await fetch(`http://127.0.0.1:${adminPort}/settings`, {method: 'PATCH', headers: {'content-type': 'application/json'}, body: JSON.stringify(changes)});
	assert.equal(status, 200);
};

const end = async (program: Program): Promise<void> => {
	program.kill('SIGTERM');
	await program.exited;
};

/** Changes settings in a run of its own. */
const change = async (t: TestContext, home: string, flags: readonly string[], changes: Readonly<Record<string, unknown>>): Promise<void> => {
	const {program, adminPort} = await startProgram(t, flags, home);
	await patch(adminPort, changes);
	await end(program);
};

const stateDirectory = (home: string): string => path.join(home, '.config/proxy-tui');

const writeState = async (home: string, content: unknown): Promise<void> => {
	await fs.mkdir(stateDirectory(home), {recursive: true});
	await fs.writeFile(path.join(stateDirectory(home), 'state.json'), JSON.stringify(content));
};

const configIn = async (directory: string, name = 'a.yaml'): Promise<string> => {
	const file = path.join(directory, name);
	await fs.writeFile(file, 'logLevel: info\n');
	return `--config=${file}`;
};

test('what was changed is named at the next start, with where it is remembered; captured bodies are for one run', async t => {
	const home = await temporaryDirectory(t);
	const changed = await startProgram(t, [], home);
	await patch(changed.adminPort, {rateLimit: 7, policy: 'p2c', capture: '64KB'});
	const {names: all, remembered} = await changed.program.message('settings-changed');
	assert.deepEqual([all, remembered], [['policy', 'rateLimit', 'capture'], ['policy', 'rateLimit']]);
	await end(changed.program);
	const {program, adminPort} = await startProgram(t, [], home);
	const {names, file, level} = await program.message('settings-remembered');
	assert.deepEqual([names, path.dirname(String(file)), level], [['policy', 'rateLimit'], stateDirectory(home), 'info']);
	assert.equal(program.lines[0]!.message, 'listening');
	assert.deepEqual([await valueOf(adminPort, 'rateLimit'), await valueOf(adminPort, 'capture')], [7, '0']);
	await end(program);
	assert.ok(!(await fs.readFile(String(file), 'utf8')).includes('capture'));

	const forgetful = await startProgram(t, ['--no-save'], home);
	assert.equal(await valueOf(forgetful.adminPort, 'rateLimit'), 100);
	await patch(forgetful.adminPort, {rateLimit: 8});
	const forgotten = await forgetful.program.message('settings-changed');
	assert.equal(forgotten['remembered'], undefined);
	await end(forgetful.program);
	assert.ok(forgetful.program.lines.every(({message}) => message !== 'settings-remembered'));
});

test('a signal that comes after something was saved is answered once', async t => {
	const home = await temporaryDirectory(t);
	const {program, adminPort} = await startProgram(t, [], home);
	const saved = (async () => {
		for await (const {filename} of fs.watch(stateDirectory(home), {signal: AbortSignal.timeout(15_000)})) {
			if (filename === 'state-port-0.json') {
				return;
			}
		}
	})();
	await patch(adminPort, {rateLimit: 7});
	await saved;
	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
	assert.equal(program.lines.filter(({message}) => message === 'leaving').length, 1);
});

test('a run of another config file or port loads nothing of it, one of the same does, whatever it is called', async t => {
	const [home, elsewhere] = [await temporaryDirectory(t), await temporaryDirectory(t)];
	const [first, second] = [await configIn(elsewhere), await configIn(elsewhere, 'b.yaml')];
	await fs.symlink(path.join(elsewhere, 'a.yaml'), path.join(elsewhere, 'link.yaml'));
	await change(t, home, [first], {rateLimit: 7});
	const port = `--port=${await refusedPort()}`;
	await change(t, home, [port], {rateLimit: 8});
	for (const [flags, rateLimit] of [
		[[], 100],
		[[second], 100],
		[[`--port=${await refusedPort()}`], 100],
		[[port], 8],
		[[first], 7],
		[[`--config=${path.join(elsewhere, 'link.yaml')}`, port], 7],
	] as const) {
		/* eslint-disable no-await-in-loop -- one instance after the other */
		const {program, adminPort} = await startProgram(t, flags, home);
		assert.equal(await valueOf(adminPort, 'rateLimit'), rateLimit, flags.join(' '));
		await end(program);
		/* eslint-enable no-await-in-loop */
	}
});

test('two instances at once do not write over each other', async t => {
	const [home, elsewhere] = [await temporaryDirectory(t), await temporaryDirectory(t)];
	const configs = [await configIn(elsewhere), await configIn(elsewhere, 'b.yaml')];
	const both = await Promise.all(configs.map(async config => startProgram(t, [config], home)));
	for (const [index, {adminPort}] of both.entries()) {
		// eslint-disable-next-line no-await-in-loop -- the second one last
		await patch(adminPort, {rateLimit: index + 1});
	}

	await Promise.all(both.map(async ({program}) => end(program)));
	const again = await Promise.all(configs.map(async config => startProgram(t, [config], home)));
	assert.deepEqual(await Promise.all(again.map(async ({adminPort}) => valueOf(adminPort, 'rateLimit'))), [1, 2]);
});

test('of two instances with the same file the first alone saves, and the other says so', async t => {
	const home = await temporaryDirectory(t);
	const first = await startProgram(t, [], home);
	const second = await startProgram(t, [], home);
	const {message} = await second.program.line(({level}) => level === 'warn');
	assert.match(message, /^Changes will not be saved, since another instance \(process \d+\) saves to /v);
	await patch(first.adminPort, {rateLimit: 1});
	await patch(second.adminPort, {rateLimit: 2});
	await end(second.program);
	const third = await startProgram(t, [], home);
	assert.equal(await valueOf(third.adminPort, 'rateLimit'), 1);
	await end(first.program);
	await patch(third.adminPort, {rateLimit: 3});
	await end(third.program);
	const last = await startProgram(t, [], home);
	assert.equal(await valueOf(last.adminPort, 'rateLimit'), 3, 'once the first had ended');
});

test('what an earlier version has saved for all goes to the first instance that has nothing', async t => {
	const [home, elsewhere] = [await temporaryDirectory(t), await temporaryDirectory(t)];
	const [first, second] = [await configIn(elsewhere), await configIn(elsewhere, 'b.yaml')];
	await writeState(home, {backends: [{url: 'http://127.0.0.1:9', weight: 3, state: 'active'}], settings: {rateLimit: 7, capture: '64KB'}});
	for (const [config, backends] of [[first, ['http://127.0.0.1:9']], [second, []], [first, ['http://127.0.0.1:9']]] as const) {
		/* eslint-disable no-await-in-loop -- one instance after the other */
		const {program} = await startProgram(t, [config], home);
		await end(program);
		/* eslint-enable no-await-in-loop */
		assert.deepEqual(program.lines[0]!['backends'], backends);
		assert.ok(program.lines.every(({message}) => !message.includes('state.json')));
	}
});

test('one invalid setting loses no backend, and is reported', async t => {
	const home = await temporaryDirectory(t);
	await writeState(home, {backends: [{url: 'http://127.0.0.1:9', weight: 3, state: 'active'}, {url: 'ftp://a'}], settings: {rateLimit: 7, retries: -1}});
	const {program, adminPort} = await startProgram(t, [], home);
	assert.deepEqual(program.lines[0]!['backends'], ['http://127.0.0.1:9']);
	const {message} = await program.line(({level, message: told}) => level === 'warn' && told.includes('damaged'));
	assert.match(message, /state\.json was damaged in part\. It is kept as .+; everything is used except backends\[1\] "ftp:\/\/a", settings\.retries\.$/v);
	assert.equal(await valueOf(adminPort, 'rateLimit'), 7);
});

test('what is remembered never keeps a start from succeeding', async t => {
	const home = await temporaryDirectory(t);
	const port = await refusedPort();
	await writeState(home, {
		backends: [{url: 'http://127.0.0.1:9', weight: 1, state: 'active'}, {url: `http://127.0.0.1:${port}`, weight: 1, state: 'active'}],
		settings: {rewriteHost: 'a.example', healthBody: 'ok', rateLimit: 7},
	});
	const {program, adminPort} = await startProgram(t, ['--change-origin', '--health-method=HEAD', `--port=${port}`], home);
	assert.deepEqual(program.lines[0]!['backends'], ['http://127.0.0.1:9']);
	for (const words of ['The saved rewriteHost was not applied', 'The saved healthBody was not applied', `The saved backend http://127.0.0.1:${port} cannot be used`]) {
		// eslint-disable-next-line no-await-in-loop -- one line after the other
		await program.line(({level, message}) => level === 'warn' && message.includes(words));
	}

	assert.equal(await valueOf(adminPort, 'rateLimit'), 7);
	await end(program);
	const {adminPort: other} = await startProgram(t, [`--port=${port}`], home);
	assert.deepEqual([await valueOf(other, 'rewriteHost'), await valueOf(other, 'healthBody')], ['a.example', 'ok'], 'it holds again when nothing stands against it');
});

test('the screen says what is remembered, at the start and on a change', async t => {
	const [home, elsewhere] = [await temporaryDirectory(t), await temporaryDirectory(t)];
	const config = await configIn(elsewhere);
	await change(t, home, [config], {rateLimit: 7});
	const terminal = openPseudoTerminal({command: process.execPath, args: [...programArguments, '--port=0', '--admin-port=0', '--host=127.0.0.1', '--ascii', config], env: cleanEnvironment(home), columns: 170, rows: 30});
	t.after(async () => terminal.dispose());
	await terminal.waitFor('Saved settings in effect: rateLimit.');
	terminal.write('b');
	await terminal.waitFor('Changed policy to weighted, saved for the next start; u undoes it');
	terminal.write('q');
	assert.equal((await terminal.exit).code, 0);
});
