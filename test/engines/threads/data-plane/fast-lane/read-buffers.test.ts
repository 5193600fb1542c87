import assert from 'node:assert/strict';
import type {Buffer} from 'node:buffer';
import test from 'node:test';
import {ReadBuffers} from '../../../../../source/engines/threads/data-plane/fast-lane/read-buffers.js';

test('a buffer that a write still holds is never given out again', () => {
	const buffers = new ReadBuffers();
	const held = buffers.take()!;
	buffers.release(held, false);
	const free = buffers.take()!;
	assert.notEqual(free, held);
	buffers.release(free, true);
	assert.equal(buffers.take(), free);
	assert.notEqual(buffers.take(), held);
});

test('there are larger ones, up to a size', () => {
	const buffers = new ReadBuffers();
	const lengths: number[] = [];
	for (let buffer = buffers.take(); buffer !== undefined; buffer = buffers.take(buffer)) {
		lengths.push(buffer.length);
		buffers.release(buffer, true);
	}

	assert.deepEqual(lengths, [65_536, 262_144, 1_048_576]);
});

test('there are only so many, however they are given back', () => {
	const buffers = new ReadBuffers();
	const takeAll = (): Buffer[] => {
		const all: Buffer[] = [];
		for (let buffer = buffers.take(); buffer !== undefined; buffer = buffers.take()) {
			all.push(buffer);
		}

		return all;
	};

	const all = takeAll();
	assert.equal(all.length, 512);
	assert.equal(new Set(all).size, all.length);
	for (const [index, buffer] of all.entries()) {
		buffers.release(buffer, index % 2 === 0);
	}

	assert.equal(takeAll().length, 512);
});
