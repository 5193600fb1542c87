import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments} from '../helpers/program.js';
import {openPseudoTerminal, type PseudoTerminal} from '../helpers/pseudo-terminal.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {assertValidHar, type Har} from '../helpers/valid-har.js';

const patience = 30_000;

/** Which keys open a screen, and what stands there from top to bottom at 160x50, 80x24 and 40x12. */
const screens: ReadonlyArray<readonly [keys: string, large: RegExp, classic: RegExp, small: RegExp]> = [
	[
		'?',
		/^ proxy-tui[^\n]* 1\/1 up [^\n]*\n─ help ─[^\n]*\n requests +│ backends\n[\s\S]*states of a backend[\s\S]*esc close/iv,
		/^ proxy-tui[^\n]* 1\/1 up [^\n]*\n─ help ─[^\n]*\n requests\n[\s\S]*esc close/iv,
		/^─ help ─[\s\S]*esc/iv,
	],
	[
		'M',
		/Requests a second {2}now [\s\S]*p99[\s\S]*Latency/v,
		/Requests a second {2}now [\s\S]*p99/v,
		/Requests a second/v,
	],
	[
		':',
		/─ Backends ─[\s\S]*─ Requests[\s\S]*─ Commands ─+\n :[\s\S]*enter run/v,
		/─ Commands ─+\n :[\s\S]*enter run/v,
		/GET +\/seen[\s\S]*\n :\n[\s\S]*enter run/v,
	],
	[
		'S',
		/─ Settings ─[\s\S]*port +\d+/v,
		/─ Settings ─[\s\S]*port +\d+/v,
		/─ Settings ─[\s\S]*port/v,
	],
	[
		'\r',
		/┬─ Request \d+ ─+\n[\s\S]*│ GET \/seen[\s\S]*│ Timing[\s\S]*│ Request headers/v,
		/^ proxy-tui[^\n]* 1\/1 up [^\n]*\n─ Request \d+ ─[^\n]*\n GET \/seen[\s\S]*Timing/v,
		/^─ Request \d+ ─[^\n]*\n GET \/seen/v,
	],
];

/** Marks two requests, writes them down, and puts all that there are into the clipboard. */
const exportAll = async (terminal: PseudoTerminal, port: number, directory: string): Promise<void> => {
	await send(port, {path: '/second', headers: {authorization: 'Bearer secret-of-mine'}});
	await send(port, {path: '/third', method: 'POST'}, 'a body');
	terminal.write('G');
	await terminal.waitFor(/GET +\/second +200[\s\S]*POST +\/third +200/v, patience);
	terminal.write('k k ');
	await terminal.waitFor(screen => ['/second', '/third'].every(target => screen.some(row => row.includes('◆') && row.includes(target))), patience);
	terminal.write('e');
	await terminal.waitFor('Export 2 requests marked', patience);
	const file = path.join(directory, 'marked.har');
	terminal.write(`\u{15}${file}\r`);
	await terminal.waitFor('Wrote 2 requests to', patience);
	const text = await fs.readFile(file, 'utf8');
	const har = JSON.parse(text) as Har;
	assertValidHar(har);
	assert.deepEqual(har.log.entries.map(({request: {method, url}, response: {status}}) => `${method} ${url} ${status}`), [
		`GET http://127.0.0.1:${port}/second 200`, `POST http://127.0.0.1:${port}/third 200`,
	]);
	assert.doesNotMatch(text, /secret-of-mine/v);

	terminal.write('Ue');
	await terminal.waitFor(/Export all \d requests listed/v, patience);
	terminal.write('\t\u{19}');
	await terminal.waitFor(/clipboard \(OSC 52\)/v, patience);
	const commands = terminal.clipboard.split(/^curl /mv).slice(1);
	assert.ok(commands.some(command => command.includes('/second')) && commands.some(command => command.includes('/third')), terminal.clipboard);
	assert.doesNotMatch(terminal.clipboard, /secret-of-mine/v);
};

test('every screen stands where it should at three sizes, text is pasted, requests are exported, and ctrl-z leaves traffic alone', async t => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('hello');
	});
	t.after(async () => backend.close());
	const home = await temporaryDirectory(t);
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: [...programArguments, '--port=0', '--admin-port=0', '--host=127.0.0.1', backend.url],
		env: cleanEnvironment(home),
		columns: 160,
		rows: 50,
	});
	t.after(async () => terminal.dispose());
	const address = backend.url.replace('http://', '');
	const first = await terminal.waitFor(screen => screen.some(row => row.includes('● UP') && row.includes(address)), patience);
	const port = Number(/proxy http:\/\/[^:]+:(\d+)/v.exec(first.join('\n'))![1]);
	assert.equal((await send(port, {path: '/seen'})).status, 200);
	await terminal.waitFor(/GET +\/seen +200/v, patience);
	terminal.write('\t');
	for (const [index, [columns, rows]] of ([[160, 50], [80, 24], [40, 12]] as const).entries()) {
		terminal.resize(columns, rows);
		/* eslint-disable no-await-in-loop -- One screen after the other. */
		await terminal.waitFor(screen => screen.length === rows && (screen[0]!).includes('1/1 up') && screen.some(row => /GET +\/seen +200/v.test(row)) && (screen.at(-1)!).includes('q quit'), patience);
		for (const [keys, ...expected] of screens) {
			terminal.write(keys);
			const screen = await terminal.waitFor(expected[index]!, patience);
			assert.equal(screen.length, rows);
			terminal.write('\u{1B}');
			await terminal.waitFor(lines => !expected[index]!.test(lines.join('\n')) && (lines[0]!).includes('1/1 up'), patience);
		}
		/* eslint-enable no-await-in-loop */
	}

	terminal.resize(80, 24);
	await terminal.waitFor('q quit', patience);
	assert.ok(terminal.isPasteBracketed);
	terminal.write('a');
	await terminal.waitFor('Add a backend', patience);
	terminal.write('\u{15}\u{1B}[200~http://127.0.0.1:9\nq\u{1B}[201~');
	await terminal.waitFor(/URL {2}http:\/\/127\.0\.0\.1:9/v, patience);
	terminal.write('\u{1B}');
	await terminal.waitFor('q quit', patience);

	await exportAll(terminal, port, home);
	terminal.write('\u{1A}');
	await terminal.waitFor('The screen is suspended', patience);
	assert.ok(!terminal.isAlternate);
	assert.equal((await send(port, {path: '/while-away'})).body, 'hello');
	terminal.write('\r');
	await terminal.waitFor(/paused, 1 new/v, patience);
	assert.ok(terminal.isAlternate);
	terminal.write('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
});
