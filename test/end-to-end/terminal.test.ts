import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import type {ServerResponse} from 'node:http';
import {userInfo} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {listen} from '../admin/event-reader.js';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments} from '../helpers/program.js';
import {openPseudoTerminal, type PseudoTerminal} from '../helpers/pseudo-terminal.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {untilRefused} from '../helpers/until-refused.js';

const startInTerminal = async (t: TestContext, flags: readonly string[] = [], {home, term}: {readonly home?: string; readonly term?: string} = {}): Promise<PseudoTerminal> => {
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: [...programArguments, '--port=0', '--admin-port=0', '--host=127.0.0.1', ...flags],
		env: cleanEnvironment(home ?? await temporaryDirectory(t)),
		term,
		columns: 120,
		rows: 30,
	});
	t.after(async () => terminal.dispose());
	return terminal;
};

const adminPortIn = (screen: readonly string[]): number => Number(/admin http:\/\/[^:]+:(\d+)/v.exec(screen.join('\n'))![1]);

const portIn = (screen: readonly string[]): number => Number(/proxy http:\/\/[^:]+:(\d+)/v.exec(screen.join('\n'))![1]);

test('a first session: add a backend, see it up and its requests, take it out, bring it back, resize, leave', async t => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('hello');
	});
	t.after(async () => backend.close());
	const terminal = await startInTerminal(t);

	const empty = await terminal.waitFor('No backends yet');
	assert.ok(terminal.isAlternate);
	const port = portIn(empty);
	assert.ok(empty.join('\n').includes('a add'));

	terminal.write('a');
	await terminal.waitFor('Add a backend');
	terminal.write('host:0');
	await terminal.waitFor('✖');
	terminal.write('\u{15}');
	terminal.write(backend.url);
	terminal.write('\r');
	await terminal.waitFor(screen => screen.some(row => row.includes('UP') && row.includes(backend.url)));

	assert.equal((await send(port, {path: '/some/path'})).body, 'hello');
	await terminal.waitFor(screen => screen.some(row => /GET\s+\/some\/path\s+200/v.test(row)));

	const events = await listen(t, adminPortIn(empty), {path: '/events?requests=false'});
	terminal.write('o');
	await terminal.waitFor(/y yes/v);
	terminal.write('y');
	await terminal.waitFor(screen => screen.some(row => row.includes('OFF') && row.includes(backend.url)));
	const changed = (await events.next())!;
	const {by, what, actor, command, command_id: id} = (await events.next())!.data;
	const user = userInfo().username;
	assert.deepEqual([by, what], [`${user} at the terminal`, `${backend.url} is disabled`]);
	assert.deepEqual([actor, command], [{face: 'terminal', name: user}, {type: 'update', url: backend.url, change: {state: 'disabled'}}]);
	assert.deepEqual([changed.type, changed.data['actor'], changed.data['command_id']], ['state-changed', actor, id]);
	assert.equal((await send(port, {path: '/while-off'})).status, 503);
	await terminal.waitFor(screen => screen.some(row => /\/while-off\s+503/v.test(row)));

	terminal.write('o');
	await terminal.waitFor(screen => screen.some(row => row.includes('UP') && row.includes(backend.url)));
	assert.equal((await send(port, {path: '/again'})).status, 200);

	for (const [columns, rows] of [[80, 24], [40, 12]] as const) {
		terminal.resize(columns, rows);
		// eslint-disable-next-line no-await-in-loop -- one size after the other
		const screen = await terminal.waitFor(lines => lines.length === rows && lines.some(row => row.includes('UP')) && lines.some(row => row.includes('1/1 up')));
		assert.ok(screen.every(row => row.length <= columns));
	}

	terminal.write('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	assert.ok(!terminal.isAlternate);
	assert.ok(terminal.isCursorVisible);
	assert.match(terminal.screen().join(' '), /proxy-tui carried 3 requests in/v);
});

test('ctrl-c leaves as q does; with a request in flight a second one leaves at once', async t => {
	const held = Promise.withResolvers<void>();
	const backend = await startHttpBackend(({url}, response) => {
		if (url === '/held') {
			held.resolve();
		} else {
			response.end();
		}
	});
	t.after(async () => backend.close());
	const terminal = await startInTerminal(t, [backend.url]);
	const port = portIn(await terminal.waitFor('UP'));
	const answer = send(port, {path: '/held'});
	answer.catch(() => {});
	await held.promise;
	terminal.write('\u{3}');
	await terminal.waitFor(/1 request in flight/v);
	terminal.write('\u{3}');
	assert.deepEqual(await terminal.exit, {code: 130, signal: undefined});
	assert.ok(!terminal.isAlternate);
	await assert.rejects(answer);
});

test('the terminal is given back when the process is told to end', async t => {
	const terminal = await startInTerminal(t);
	await terminal.waitFor('No backends yet');
	terminal.kill('SIGTERM');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	assert.ok(!terminal.isAlternate);
	assert.ok(terminal.isCursorVisible);
});

test('when the terminal is closed, the process leaves, and what is in flight is finished first', async t => {
	const held = Promise.withResolvers<ServerResponse>();
	const backend = await startHttpBackend(({url}, response) => {
		if (url === '/held') {
			held.resolve(response);
		} else {
			response.end();
		}
	});
	t.after(async () => backend.close());
	const home = await temporaryDirectory(t);
	const terminal = await startInTerminal(t, [], {home});
	const screen = await terminal.waitFor('No backends yet');
	const adminPort = adminPortIn(screen);
	const {status} = await send(adminPort, {method: 'POST', path: '/add', headers: {'content-type': 'application/json'}}, JSON.stringify({url: backend.url}));
	assert.equal(status, 201);
	const answer = send(portIn(screen), {path: '/held'});
	const response = await held.promise;
	terminal.hangUp();
	await untilRefused(portIn(screen));
	response.end('done');
	assert.equal((await answer).body, 'done');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	const files = await fs.readdir(home, {recursive: true});
	const saved = await Promise.all(files.filter(file => file.endsWith('.json')).map(async file => fs.readFile(path.join(home, file), 'utf8')));
	assert.ok(saved.some(text => text.includes(backend.url)), 'the pool is remembered');
});

test('a terminal without a cursor that moves gets lines of the log', async t => {
	const terminal = await startInTerminal(t, ['--no-save'], {term: 'dumb'});
	await terminal.waitFor(screen => screen.join('').includes('"message":"listening"'));
	assert.ok(!terminal.isAlternate);
	terminal.kill('SIGTERM');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	assert.match(terminal.screen().join(''), /"message":"stopped"/v);
});

test('a terminal that is not read holds up neither traffic nor the admin API', async t => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('hello');
	});
	t.after(async () => backend.close());
	const terminal = await startInTerminal(t, ['--rate-limit=0', backend.url]);
	const screen = await terminal.waitFor('UP');
	const adminPort = adminPortIn(screen);
	terminal.stall();
	// More than enough frames to fill what a terminal buffers; a main thread that waited for it would answer nothing any more.
	const end = performance.now() + 5000;
	for (let count = 0; performance.now() < end; count++) {
		// eslint-disable-next-line no-await-in-loop -- a steady trickle
		assert.equal((await send(portIn(screen), {path: `/${count}`})).status, 200);
	}

	const {body} = await send(adminPort, {path: '/status'});
	assert.equal((JSON.parse(body) as {totals: {in_flight: number}}).totals.in_flight, 0);
	terminal.resume();
	terminal.write('?');
	await terminal.waitFor('Help');
});

test('where the screen is read out, what happens is told line by line, and nothing is drawn', async t => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('hello');
	});
	t.after(async () => backend.close());
	const terminal = await startInTerminal(t, ['--screen-reader', '--health-interval=1s', backend.url]);
	await terminal.waitFor(/listens on http:\/\/127\.0\.0\.1:\d[\s\S]*Backend http:\/\/127\.0\.0\.1:\d+: /v);
	assert.ok(!terminal.isAlternate && terminal.isCursorVisible);
	await backend.close();
	await terminal.waitFor(/is DOWN: /v, 60_000);
	terminal.write('\u{3}');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	assert.match(terminal.screen().join(' '), /proxy-tui carried 0 requests in/v);
});
