import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {closeSync, constants, openSync, readSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {LineSink} from '../../../../../source/engines/threads/data-plane/access-log/line-sink.js';
import {temporaryDirectory} from '../../../../helpers/temporary-directory.js';

const skip = process.platform === 'linux' ? false : 'needs what Linux has';
const file = {owned: true, wholeWriteBytes: 65_536, nonBlocking: false};

test('what a reader does not take is bounded; what is beyond is dropped by whole lines, and counted', {skip}, async t => {
	const pipe = path.join(await temporaryDirectory(t), 'pipe');
	spawnSync('mkfifo', [pipe]);
	const reading = openSync(pipe, constants.O_RDONLY + constants.O_NONBLOCK);
	const sink = new LineSink(async () => ({fd: openSync(pipe, constants.O_WRONLY + constants.O_NONBLOCK), owned: true, wholeWriteBytes: 4096, nonBlocking: true}));
	assert.ok(await sink.opened);
	const line = `${'x'.repeat(999)}\n`;
	const written = 6000;
	for (let count = 0; count < written; count++) {
		sink.write(line);
	}

	const dropped = sink.takeDropped();
	assert.ok(dropped > 1000 && dropped < 2000, String(dropped));
	assert.equal(sink.takeDropped(), 0);

	let received = '';
	const bytes = new Uint8Array(65_536);
	await t.waitFor(() => {
		received += new TextDecoder().decode(bytes.subarray(0, readSync(reading, bytes)));
		assert.ok(received.length > 100_000);
	}, {interval: 10, timeout: 10_000});
	assert.ok(line.repeat(200).startsWith(received.slice(0, 100_000)), 'the oldest come first, each whole');

	// The reader has gone: what still waits is lost.
	closeSync(reading);
	await sink.close();
	const lost = dropped + sink.takeDropped();
	const inPipe = 128;
	assert.ok(lost <= written - 100 && lost >= written - Math.ceil(received.length / line.length) - inPipe, `${lost} lost, ${received.length} received`);
});

test('a disk that is full loses lines, and is written to again when it has room', {skip}, async t => {
	const log = path.join(await temporaryDirectory(t), 'log');
	const full = openSync('/dev/full', 'w');
	const output = {...file, fd: full};
	const sink = new LineSink(async () => output);
	sink.write('one\n');
	sink.write('two\n');
	let dropped = 0;
	await t.waitFor(() => {
		dropped += sink.takeDropped();
		assert.equal(dropped, 2);
	}, {timeout: 10_000});
	output.fd = openSync(log, 'w');
	closeSync(full);
	sink.write('three\n');
	await sink.close();
	assert.deepEqual([await readFile(log, 'utf8'), sink.takeDropped()], ['three\n', 0]);
});

test('what cannot be opened yet is tried again when lines come', {skip}, async t => {
	const log = path.join(await temporaryDirectory(t), 'log');
	let attempts = 0;
	const sink = new LineSink(async () => {
		attempts++;
		if (attempts < 3) {
			throw Object.assign(new Error('no reader'), {code: 'ENXIO'});
		}

		return {...file, fd: openSync(log, 'w')};
	});
	assert.equal(await sink.opened, false);
	sink.write('one\n');
	await t.waitFor(() => {
		assert.deepEqual([sink.takeDropped(), sink.problem], [1, 'nothing reads the log']);
	}, {timeout: 10_000});
	sink.write('two\n');
	await sink.close();
	assert.deepEqual([await readFile(log, 'utf8'), sink.takeDropped(), attempts], ['two\n', 0, 3]);
});

test('a disk that hangs is asked for one thing at a time, and closing does not wait for it', {skip}, async t => {
	let attempts = 0;
	const unopened = new LineSink(async () => {
		attempts++;
		return new Promise<never>(() => {});
	});
	unopened.write('one\n');
	await unopened.close();
	assert.deepEqual([attempts, unopened.takeDropped()], [1, 1]);

	const pipe = path.join(await temporaryDirectory(t), 'pipe');
	spawnSync('mkfifo', [pipe]);
	// Writes to it wait for a reader once it is full.
	const fd = openSync(pipe, constants.O_RDWR);
	const reading = openSync(pipe, constants.O_RDONLY + constants.O_NONBLOCK);
	const hanging = new LineSink(async () => ({...file, fd}));
	const line = `${'x'.repeat(999)}\n`;
	for (let count = 0; count < 200; count++) {
		hanging.write(line);
	}

	await hanging.close();
	const dropped = hanging.takeDropped();
	assert.ok(dropped > 100 && dropped <= 200, String(dropped));
	// Once it goes on, its thread is free, and the pipe is closed.
	const bytes = new Uint8Array(65_536);
	await t.waitFor(() => {
		assert.equal(readSync(reading, bytes), 0);
	}, {interval: 10, timeout: 20_000});
	closeSync(reading);
});
