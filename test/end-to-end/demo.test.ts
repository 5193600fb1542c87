import assert from 'node:assert/strict';
import test from 'node:test';
import {startProgram} from '../helpers/program.js';

test('the demo of the program as it is built starts backends and sends them requests', async t => {
	const {program} = await startProgram(t, ['--demo', '--no-save']);
	const {backends} = await program.message('listening');
	assert.equal((backends as readonly string[]).length, 3);
	const {status} = await program.message('request');
	assert.equal(typeof status, 'number');
});
