import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {goingAway, WebSocketFrames} from '../../../../../source/engines/threads/data-plane/upgrades/websocket-frames.js';

/** A frame as RFC 6455 §5.2 lays it out. */
const frame = ({opcode, isMasked, length}: {opcode: number; isMasked: boolean; length: number}): Buffer => {
	const mask = isMasked ? 0x80 : 0;
	const header = length < 126
		? Buffer.from([0x80 + opcode, mask + length])
		: (length < 65_536
			? Buffer.from([0x80 + opcode, mask + 126, Math.trunc(length / 256), length % 256])
			: Buffer.from([0x80 + opcode, mask + 127, 0, 0, 0, 0, 0, Math.trunc(length / 65_536), Math.trunc(length / 256) % 256, length % 256]));
	return Buffer.concat([header, isMasked ? Buffer.from([1, 2, 3, 4]) : Buffer.alloc(0), Buffer.alloc(length, 0x88)]);
};

const frames = fc.array(fc.record({
	opcode: fc.constantFrom(0, 1, 2, 9, 10), isMasked: fc.boolean(), length: fc.oneof(fc.nat({max: 200}), fc.constantFrom(125, 126, 65_535, 65_536, 70_000)),
}), {minLength: 1, maxLength: 5});

test('a frame may follow exactly where one has ended, however the bytes are cut', () => {
	fc.assert(fc.property(frames, fc.array(fc.nat({max: 80_000}), {maxLength: 10}), (sent, cuts) => {
		const encoded = sent.map(one => frame(one));
		const bytes = Buffer.concat(encoded);
		const ends = new Set([0]);
		let end = 0;
		for (const {length} of encoded) {
			end += length;
			ends.add(end);
		}

		const tracker = new WebSocketFrames();
		let offset = 0;
		for (const cut of [...cuts, bytes.length].map(at => Math.min(at, bytes.length)).toSorted((a, b) => a - b)) {
			tracker.push(bytes.subarray(offset, cut));
			offset = cut;
			assert.equal(tracker.mayEnd, ends.has(offset));
		}
	}));
});

test('byte by byte', () => {
	const tracker = new WebSocketFrames();
	const bytes = frame({opcode: 2, isMasked: true, length: 300});
	const seen = [...bytes].map(byte => {
		tracker.push(Uint8Array.of(byte));
		return tracker.mayEnd;
	});
	assert.deepEqual([seen.indexOf(true), seen.length - 1], [bytes.length - 1, bytes.length - 1]);
});

test('nothing may follow a close frame', () => {
	for (const close of [goingAway.fromServer, goingAway.fromClient]) {
		const tracker = new WebSocketFrames();
		tracker.push(close);
		assert.equal(tracker.mayEnd, false);
	}
});
