import assert from 'node:assert/strict';
import {constants} from 'node:os';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments, startProgram} from '../helpers/program.js';
import {openPseudoTerminal, type PseudoTerminal} from '../helpers/pseudo-terminal.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const open = async (t: TestContext, ...args: readonly string[]): Promise<PseudoTerminal> => {
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: [...programArguments, ...args],
		env: cleanEnvironment(await temporaryDirectory(t)),
		columns: 120,
		rows: 30,
	});
	t.after(async () => terminal.dispose());
	return terminal;
};

/** Shows a screen with everything switched on that a terminal does not have by itself. */
const openScreen = async (t: TestContext, ...args: readonly string[]): Promise<PseudoTerminal> => {
	const terminal = await open(t, ...args);
	await terminal.waitFor(': commands', 30_000);
	terminal.write('m');
	await terminal.waitFor('Mouse on');
	assert.ok(terminal.isAlternate && terminal.isPasteBracketed && terminal.isMouseReported && !terminal.isCursorVisible);
	return terminal;
};

const assertRestored = (terminal: PseudoTerminal, message?: string): void => {
	const {isAlternate, isPasteBracketed, isMouseReported, isCursorVisible} = terminal;
	assert.deepEqual({isAlternate, isPasteBracketed, isMouseReported, isCursorVisible}, {
		isAlternate: false, isPasteBracketed: false, isMouseReported: false, isCursorVisible: true,
	}, message);
};

const flags = ['--port=0', '--admin-port=0', '--host=127.0.0.1', '--no-save'];

test('a signal that ends the process gives the terminal back first', {skip: process.platform !== 'linux', timeout: 120_000}, async t => {
	for (const signal of ['SIGQUIT', 'SIGABRT', 'SIGALRM', 'SIGXCPU', 'SIGPWR', 'SIGTRAP'] as const) {
		// eslint-disable-next-line no-await-in-loop -- one process after the other
		const terminal = await openScreen(t, ...flags);
		terminal.kill(signal);
		// eslint-disable-next-line no-await-in-loop -- one process after the other
		assert.equal((await terminal.exit).signal, constants.signals[signal]);
		assertRestored(terminal, signal);
	}
});

test('so does one that ends an attached screen', {skip: process.platform !== 'linux', timeout: 120_000}, async t => {
	const {adminPort} = await startProgram(t);
	for (const signal of ['SIGQUIT', 'SIGUSR2', 'SIGTERM'] as const) {
		// eslint-disable-next-line no-await-in-loop -- one process after the other
		const terminal = await openScreen(t, 'attach', `:${adminPort}`);
		terminal.kill(signal);
		// eslint-disable-next-line no-await-in-loop -- one process after the other
		await terminal.exit;
		assertRestored(terminal, signal);
	}
});

test('SIGUSR1 opens no debugger and ends nothing', {skip: process.platform === 'win32', timeout: 120_000}, async t => {
	const {program, adminPort} = await startProgram(t);
	const screens = [await openScreen(t, ...flags), await openScreen(t, 'attach', `:${adminPort}`)];
	program.kill('SIGUSR1');
	for (const terminal of screens) {
		terminal.kill('SIGUSR1');
		terminal.write('?');
		// eslint-disable-next-line no-await-in-loop -- one screen after the other
		await terminal.waitFor('─ Help ─');
		terminal.kill('SIGTERM');
		// eslint-disable-next-line no-await-in-loop -- one screen after the other
		assert.equal((await terminal.exit).signal, undefined);
		assert.doesNotMatch(terminal.screen().join('\n'), /debugger|inspector/iv);
		assertRestored(terminal);
	}

	assert.equal((await send(adminPort, {path: '/status'})).status, 200);
	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
	assert.equal(program.stderr, '');
});
