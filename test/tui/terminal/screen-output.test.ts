import assert from 'node:assert/strict';
import {setImmediate} from 'node:timers/promises';
import test from 'node:test';
import {ScreenOutput} from '../../../source/tui/terminal/screen-output.js';
import {openFakeTerminal} from '../../helpers/fake-terminal.js';

const open = () => {
	const {stdout, resize, stall, resume} = openFakeTerminal(80, 24);
	const told: string[] = [];
	const output = new ScreenOutput(stdout, {
		onResize() {
			told.push(`${output.columns}x${output.rows}`);
		},
		onCaughtUp() {
			told.push('caught up');
		},
	});
	return {output, told, resize, stall, resume};
};

test('nothing may be drawn while the terminal does not read; once it has read everything, that is told once', async () => {
	const {output, told, stall, resume} = open();
	assert.ok(output.mayDraw());
	stall();
	assert.ok(output.mayDraw());
	output.write('a frame');
	for (let count = 0; count < 100; count++) {
		assert.ok(!output.mayDraw());
	}

	resume();
	await setImmediate();
	assert.deepEqual(told, ['caught up']);
	assert.ok(output.mayDraw());
});

test('a new size is held back while the terminal does not read, and only the last one counts', async () => {
	const {output, told, resize, stall, resume} = open();
	let draws = 0;
	output.on('resize', () => {
		draws++;
	});
	resize(100, 30);
	await setImmediate();
	assert.deepEqual([told, draws], [['100x30'], 1]);
	stall();
	output.write('a frame');
	resize(90, 20);
	resize(70, 20);
	await setImmediate();
	assert.equal(draws, 1);
	resume();
	await setImmediate();
	await setImmediate();
	assert.deepEqual([told, draws], [['100x30', '70x20', 'caught up'], 2]);
});

test('who writes is never kept waiting, but flushing waits, and no longer than told', async t => {
	const {output, stall, resume} = open();
	stall();
	await new Promise<void>(resolve => {
		output.write('a frame', resolve);
	});
	const flushed = output.flush(60_000);
	await setImmediate();
	resume();
	assert.equal(await flushed, true);
	t.mock.timers.enable({apis: ['setTimeout']});
	stall();
	output.write('a frame');
	const given = output.flush(1000);
	await setImmediate();
	t.mock.timers.tick(1000);
	assert.equal(await given, false);
});
