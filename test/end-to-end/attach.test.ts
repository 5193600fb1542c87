import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments} from '../helpers/program.js';
import {openPseudoTerminal, type PseudoTerminal} from '../helpers/pseudo-terminal.js';
import {startProxy} from '../helpers/running-proxy.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {startTcpRelay} from '../helpers/tcp-relay.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const token = 'correct-horse-battery';

test('an attached screen asks for the token, steers, survives a lost connection, and stops nothing when it is left', async t => {
	const release = Promise.withResolvers<void>();
	const backends = await Promise.all([1, 2].map(async () => startHttpBackend((request, response) => {
		void (request.url === '/slow' ? release.promise : Promise.resolve()).then(() => {
			response.end('hello');
		});
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const [url, later] = backends.map(backend => backend.url) as [string, string];
	const home = await temporaryDirectory(t);
	const socket = path.join(home, 'admin.sock');
	const proxy = await startProxy({urls: [url], flags: [`--admin-token=${token}`, `--admin-socket=${socket}`]});
	t.after(proxy.stop);
	const relay = await startTcpRelay(proxy.adminPort);
	t.after(relay.cut);
	const attach = (...argv: readonly string[]): PseudoTerminal => {
		const opened = openPseudoTerminal({command: process.execPath, args: [...programArguments, 'attach', ...argv, '--ascii', '--theme=mono'], env: cleanEnvironment(home), columns: 130, rows: 30});
		t.after(async () => opened.dispose());
		return opened;
	};

	const showsRow = (...texts: readonly string[]) => (screen: readonly string[]): boolean => screen.some(row => texts.every(text => row.includes(text)));
	const terminal = attach(`:${relay.port}`, '--as', `127.0.0.1:${proxy.adminPort}`, '--keys=toggle=t');
	const shows = async (...texts: readonly string[]) => terminal.waitFor(showsRow(...texts));

	await shows('Admin token of');
	terminal.write('wrong\r');
	await shows('The token is wrong.');
	await terminal.waitFor(screen => screen.filter(row => row.includes('Admin token of')).length === 2);
	terminal.write(`${token}\r`);
	const prompts = await shows('attached to', `127.0.0.1:${relay.port}`);
	assert.ok(!prompts.join('\n').includes(token));
	await shows('UP', url);

	assert.equal((await send(proxy.port, {path: '/first'})).status, 200);
	await shows('GET', '/first', '200');
	const slow = send(proxy.port, {path: '/slow'});
	await terminal.waitFor(/GET +\/slow +~ +\d[\d.]* m?s /v);
	assert.equal((await send(proxy.port, {path: '/second'})).status, 200);
	await shows('GET', '/second', '200');
	release.resolve();
	await slow;
	await terminal.waitFor(/\/first.*\n.*GET +\/slow +200 .*\n.*\/second/v);
	terminal.write('M');
	await terminal.waitFor(/ first byte [^\n]* last +[\d.]+ ms +most/v);
	terminal.write('\u{1B}');
	terminal.write('t');
	await terminal.waitFor(/y yes/v);
	terminal.write('y');
	await shows('OFF', url);
	assert.equal(proxy.control.status().backends[0]!.state, 'disabled');

	await relay.cut();
	await shows('connection lost, retrying; state of');
	terminal.write('t');
	await shows('is lost; nothing was changed');
	assert.equal(proxy.control.status().backends[0]!.state, 'disabled');
	await proxy.control.addBackend({url: later});
	assert.equal((await send(proxy.port, {path: '/meanwhile'})).status, 200);

	await relay.restore();
	await shows('UP', new URL(later).host);
	await shows('GET', '/meanwhile', '200');
	assert.ok(!terminal.screen().join('\n').includes('connection lost'));
	terminal.write('t');
	await shows('UP', url);

	terminal.write('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	assert.ok(!terminal.isAlternate);
	assert.match(terminal.screen().join(' '), /Detached from http:\/\/127\.0\.0\.1:\d+, which keeps running\. It has carried 4 requests in/v);
	assert.equal((await send(proxy.port)).status, 200);

	const local = attach(`unix:${socket}`);
	await local.waitFor(showsRow('attached to', 'unix:/'));
	local.write('E');
	await local.waitFor(showsRow(`Added ${later}`));
	await local.waitFor(showsRow('nothing since you opened this screen at'));
	await local.waitFor(/is disabled, by 127\.0\.0\.1 with the admin token, calling itself "proxy-tui\/\S+ \(screen [\da-f]{8}\s+of /v);
	local.write('\u{1B}');
	await local.waitFor(showsRow('UP', url));
	const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json', 'user-agent': 'deploy'};
	assert.equal((await send(proxy.adminPort, {method: 'PATCH', path: '/settings', headers}, '{"retries": 1}')).status, 200);
	await local.waitFor(/ retries to 1, by 127\.0\.0\.1 with the admin token, calling itself "deploy"/v);
	local.write('oy');
	await local.waitFor(showsRow('OFF', url));
	assert.equal(proxy.control.status().backends[0]!.state, 'disabled');
	local.write('q');
	assert.deepEqual(await local.exit, {code: 0, signal: undefined});
	assert.equal((await send(proxy.port)).status, 200);
	await proxy.untilIdle();
});
