import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {BodyCapture, BodyCaptures} from '../../../../../source/engines/threads/data-plane/recording/body-captures.js';
import {describeExchange, type Recorded} from '../../../../../source/engines/threads/data-plane/recording/describe-exchange.js';
import {Recording} from '../../../../../source/engines/threads/data-plane/recording/recording.js';

test('a capture is the beginning of a body, however that comes', () => {
	fc.assert(fc.property(fc.array(fc.uint8Array({maxLength: 3000}), {maxLength: 20}), fc.integer({min: 1, max: 20_000}), (chunks, limit) => {
		const captures = new BodyCaptures(1e6);
		const capture = new BodyCapture(limit);
		for (const chunk of chunks) {
			captures.append(capture, Buffer.from(chunk));
		}

		const body = Buffer.concat(chunks);
		const {bytes, totalBytes} = capture.read();
		assert.deepEqual(Buffer.from(bytes), body.subarray(0, limit));
		assert.equal(totalBytes, body.length);
		assert.equal(capture.isWhole, body.length <= limit);
	}));
});

test('the oldest of those that have ended gives way; one under way stays as it is, without a gap', () => {
	const captures = new BodyCaptures(4096);
	const [first, second, underWay, last] = Array.from({length: 4}, () => new BodyCapture(2048));
	const append = (capture: BodyCapture, bytes: number): void => {
		captures.append(capture, Buffer.alloc(bytes, 'x'));
	};

	append(first!, 1024);
	append(second!, 1024);
	append(underWay!, 2048);
	captures.end(second!);
	captures.end(first!);
	append(last!, 1000);
	assert.deepEqual([first!, second!, underWay!, last!].map(({length}) => length), [1024, 0, 2048, 1000]);
	assert.equal(second!.isWhole, false);
	append(last!, 1000);
	assert.deepEqual([first!, underWay!, last!].map(({length}) => length), [0, 2048, 2000]);

	const unlucky = new BodyCapture(2048);
	append(unlucky, 10);
	assert.deepEqual([unlucky.length, unlucky.totalBytes], [0, 10]);
	captures.end(last!);
	append(unlucky, 10);
	assert.deepEqual([unlucky.length, unlucky.totalBytes], [0, 20], 'what comes after a gap is of no use');
});

test('what is released makes room, once', () => {
	const captures = new BodyCaptures(2048);
	const capture = new BodyCapture(2048);
	captures.append(capture, Buffer.alloc(2048));
	captures.end(capture);
	captures.release(capture);
	captures.release(capture);
	const next = new BodyCapture(4096);
	captures.append(next, Buffer.alloc(4096));
	assert.deepEqual([capture.length, next.length], [0, 0], 'no more than there is room for');
	const fitting = new BodyCapture(2048);
	captures.append(fitting, Buffer.alloc(2048));
	assert.equal(fitting.length, 2048);
});

test('what comes after an exchange has ended is not captured', () => {
	const recording = new Recording({peer: {address: '127.0.0.1', port: 8000, scheme: 'http'}});
	recording.capture(new BodyCaptures(4096), 1024);
	recording.takeRequest(Buffer.from('in time'));
	recording.end({
		sequence: 1, startedAt: 0, durationMs: 1, method: 'POST', target: '/', status: 502, responseBytes: 0, requestBytes: 7, client: '127.0.0.1', attempts: 1,
	});
	recording.takeRequest(Buffer.from('late'));
	recording.takeResponse(Buffer.from('late'));
	const {requestBody, responseBody} = describeExchange(recording as Recorded);
	assert.deepEqual([Buffer.from(requestBody!.bytes).toString(), responseBody], ['in time', undefined]);
});
