import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {closeSync, constants, openSync, readSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {LineSink} from '../../../source/proxy/access-log/line-sink.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const skip = process.platform === 'linux' ? false : 'needs what Linux has';
const file = {owned: true, wholeWriteBytes: 65_536, nonBlocking: false};

test('what a reader does not take is bounded; what is beyond is dropped by whole lines, and counted', {skip}, async t => {
	const pipe = path.join(await temporaryDirectory(t), 'pipe');
	spawnSync('mkfifo', [pipe]);
	const reading = openSync(pipe, constants.O_RDONLY + constants.O_NONBLOCK);
	const sink = new LineSink({fd: openSync(pipe, constants.O_WRONLY + constants.O_NONBLOCK), owned: true, wholeWriteBytes: 4096, nonBlocking: true});
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
	const sink = new LineSink(output);
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
