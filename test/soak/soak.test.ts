import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import test from 'node:test';

const file = path.join(import.meta.dirname, 'index.ts');
const loader = path.join(import.meta.dirname, '..', 'loader.js');

test('nothing is lost in four seconds of aborts, resets, timeouts, upgrades and kills', async t => {
	const child = spawn(process.execPath, [`--import=${loader}`, file, '--seconds=4'], {stdio: ['ignore', 'pipe', 'inherit']});
	const exited = once(child, 'exit') as Promise<[number | null]>;
	const stdout = await text(child.stdout);
	const [code] = await exited;
	t.diagnostic(stdout);
	assert.equal(code, 0, stdout);
	assert.match(stdout, /^ok {4}requests sent \d{3,} =/mv);
	assert.match(stdout, /^ok {4}killed: [1-9]\d* times a backend, [1-9]\d* times a worker thread/mv);
});
