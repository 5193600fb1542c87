import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import test, {type TestContext} from 'node:test';
import {send} from '../../helpers/http-client.js';
import {cleanEnvironment, programArguments} from '../../helpers/program.js';
import {openPseudoTerminal} from '../../helpers/pseudo-terminal.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {startTcpRelay} from '../../helpers/tcp-relay.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

type Running = {
	readonly child: ChildProcess;
	/** The next line of standard output. */
	next(): Promise<string>;
	/** The next line of standard error. */
	nextWarning(): Promise<string>;
};

const linesOf = (child: ChildProcess, name: 'stdout' | 'stderr'): (() => Promise<string>) => {
	const lines = createInterface({input: child[name]!})[Symbol.asyncIterator]();
	return async () => {
		const {value, done} = await lines.next();
		assert.ok(!done, 'it has ended');
		return value;
	};
};

const start = async (t: TestContext, port: number, ...argv: readonly string[]): Promise<Running> => {
	const home = await temporaryDirectory(t);
	const child = spawn(process.execPath, [...programArguments, ...argv, '--admin', `:${port}`], {stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(home)});
	t.after(() => {
		child.kill('SIGKILL');
	});
	return {child, next: linesOf(child, 'stdout'), nextWarning: linesOf(child, 'stderr')};
};

test('requests and events are followed over a lost connection, until interrupted or no longer read', async t => {
	const proxy = await startProxy({});
	t.after(proxy.stop);
	const relay = await startTcpRelay(proxy.adminPort);
	t.after(relay.cut);
	await send(proxy.port, {path: '/before'});
	const requests = await start(t, relay.port, 'requests', '--follow', 'status:503', '--as', `127.0.0.1:${proxy.adminPort}`);
	const events = await start(t, proxy.adminPort, 'events', '--follow', '--json');
	assert.match(await requests.next(), /503 {2}GET .* {2}\/before {2}no_backend_available$/v);
	await send(proxy.port, {path: '/now'});
	assert.match(await requests.next(), /\/now {2}no_backend_available$/v);
	await relay.cut();
	assert.match(await requests.nextWarning(), /^Cannot reach http.* Retrying until it is back\.$/v);
	await send(proxy.port, {path: '/meanwhile'});
	await relay.restore();
	assert.match(await requests.next(), /\/meanwhile {2}no_backend_available$/v);
	requests.child.kill('SIGINT');
	assert.deepEqual(await once(requests.child, 'exit'), [null, 'SIGINT']);

	await proxy.control.updateSettings({policy: 'first'});
	const {type, names} = JSON.parse(await events.next()) as Readonly<Record<string, unknown>>;
	assert.deepEqual([type, names], ['settings-changed', ['policy']]);
	events.child.stdout!.destroy();
	await proxy.control.updateSettings({policy: 'p2c'});
	assert.deepEqual(await once(events.child, 'exit'), [0, null]);
});

test('the status is shown in place on a terminal, line after line otherwise', async t => {
	const proxy = await startProxy({});
	t.after(proxy.stop);
	const piped = await start(t, proxy.adminPort, 'status', '--watch');
	for (const expected of [/^proxy .*0\/0 up/v, /^no backends$/v, /^$/v, /^proxy /v]) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		assert.match(await piped.next(), expected);
	}

	const home = await temporaryDirectory(t);
	const terminal = openPseudoTerminal({command: process.execPath, args: [...programArguments, 'status', '--watch', '--admin', `:${proxy.adminPort}`], env: cleanEnvironment(home), columns: 60, rows: 10});
	t.after(async () => terminal.dispose());
	await terminal.waitFor('no backends');
	await proxy.control.addBackend({url: 'http://127.0.0.1:9'});
	const screen = await terminal.waitFor('http://127.0.0.1:9');
	assert.deepEqual(screen.filter(row => row.trim() !== '').map(row => row.slice(0, 3).trim()), ['pro', 'ID', 'b1']);
	terminal.write('\u{3}');
	const {signal} = await terminal.exit;
	assert.equal(signal, 2);
});
