import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {skipWithoutPebble} from '../helpers/pebble.js';

const file = path.join(import.meta.dirname, 'index.ts');
const loader = path.join(import.meta.dirname, '..', 'loader.js');

const run = async (t: TestContext, option: string): Promise<string> => {
	const child = spawn(process.execPath, [`--import=${loader}`, file, option], {stdio: ['ignore', 'pipe', 'inherit']});
	const exited = once(child, 'exit') as Promise<[number | null]>;
	const stdout = await text(child.stdout);
	const [code] = await exited;
	t.diagnostic(stdout);
	assert.equal(code, 0, stdout);
	return stdout;
};

test('nothing is lost in four seconds of aborts, resets, timeouts, upgrades and kills', async t => {
	const stdout = await run(t, '--seconds=4');
	assert.match(stdout, /^ok {4}requests sent \d{3,} =/mv);
	assert.match(stdout, /^ok {4}killed: [1-9]\d* times a backend, [1-9]\d* times a worker thread/mv);
});

test('certificates are renewed twice under load by an authority that often fails', {skip: skipWithoutPebble}, async t => {
	assert.match(await run(t, '--renewals=2'), /^ok {4}[1-9]\d* requests over TLS/mv);
});

test('certificates are swapped five times under load of HTTP/1.1 and HTTP/2', async t => {
	assert.match(await run(t, '--swaps=5'), /^ok {4}4 of 4 tickets from before the first swap are resumed/mv);
});
