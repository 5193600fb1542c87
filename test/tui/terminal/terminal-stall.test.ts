import assert from 'node:assert/strict';
import {readFile, watch} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import type {Strain} from '../../helpers/strain-gauge.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';
import {openTerminalProgram} from '../../helpers/terminal-program.js';

/** Resolves with what was written to a file of a directory as soon as it is there. */
const written = async (directory: string, name: string): Promise<string> => {
	for await (const {filename} of watch(directory, {signal: AbortSignal.timeout(20_000)})) {
		const content = filename === name ? await readFile(path.join(directory, name), 'utf8') : '';
		if (content !== '') {
			return content;
		}
	}

	throw new Error('The directory is no longer watched.');
};

test('a terminal that is not read stops nothing, costs no memory, and shows the right screen afterwards', async t => {
	const directory = await temporaryDirectory(t);
	const terminal = openTerminalProgram({
		scenario: 'busy',
		columns: 160,
		rows: 50,
		gaugeFile: path.join(directory, 'strain.json'),
	});
	t.after(async () => terminal.dispose());
	await terminal.waitFor(/backend_unreachable[\s\S]*q quit/v);

	const report = written(directory, 'strain.json');
	terminal.stall();
	// It only gets here when its timers go off while the terminal is not read: a thread that waits for the terminal never writes the file.
	const strain = JSON.parse(await report) as Strain;
	assert.ok(strain.mostWaiting < 100_000, `${strain.mostWaiting} bytes waited`);

	terminal.write('pa127.0.0.1:9999');
	terminal.resize(120, 30);
	terminal.resume();
	const screen = await terminal.waitFor(/ proxy-tui 0\.1\.0 .*\n 142 req\/s[\s\S]*URL {2}http:\/\/127\.0\.0\.1:9999\n.*Enter adds[^\n]*\n[^\n]*\n enter add/v);
	assert.equal(screen.length, 30);
	assert.equal(screen.filter(row => row.includes('proxy-tui')).length, 1);
});

test('leaving does not wait long for a terminal that is not read', async t => {
	const directory = await temporaryDirectory(t);
	const terminal = openTerminalProgram({
		scenario: 'busy',
		columns: 160,
		rows: 50,
		gaugeFile: path.join(directory, 'strain.json'),
	});
	t.after(async () => terminal.dispose());
	await terminal.waitFor(/backend_unreachable[\s\S]*q quit/v);
	const report = written(directory, 'strain.json');
	terminal.stall();
	await report;
	const startedAt = performance.now();
	terminal.write('\u{3}\u{3}');
	await terminal.exit;
	assert.ok(performance.now() - startedAt < 10_000);
});
