import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';

const mebibyte = 2 ** 20;

/** Draws, as far as the heap is concerned: much that is garbage at once, and some that lives for a few frames. Prints how large the heap has become. */
const script = `
	import {getHeapStatistics} from 'node:v8';
	import {setTimeout as pass} from 'node:timers/promises';
	import {heapAlone, keepHeapSmall} from './source/program/small-heap.js';

	const cells = count => Array.from({length: count}, (_, index) => ({value: String(index), styles: []}));
	const recent = [];
	keepHeapSmall(heapAlone);
	for (let frame = 0; frame < 150; frame++) {
		cells(40_000);
		recent.push(cells(8000));
		if (recent.length > 20) {
			recent.shift();
		}

		await pass(5);
	}

	console.log(getHeapStatistics().total_physical_size);
`;

test('the heap of a thread that draws stays small', () => {
	const printed = execFileSync(process.execPath, ['--import=./test/loader.js', '--input-type=module', '--eval', script], {cwd: path.join(import.meta.dirname, '../..'), encoding: 'utf8'});
	const megabytes = Number(printed) / mebibyte;
	// More than 200 without limits.
	assert.ok(megabytes < 90, `${megabytes.toFixed(0)} MiB`);
});
