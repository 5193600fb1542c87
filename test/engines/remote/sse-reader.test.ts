import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {SseReader, type ServerSentEvent} from '../../../source/engines/remote/sse-reader.js';

const text = ': hello\n\nid: 7\nevent: state-changed\ndata: {"a":\r\ndata:1}\r\n\r\ndata\n\nevent: nothing\n\nretry: 5\rid:8\rdata:  x\r\rdata: unfinished\nid: 9\n';

const events: readonly ServerSentEvent[] = [
	{type: 'state-changed', data: '{"a":\n1}'},
	{type: 'message', data: ''},
	{type: 'message', data: ' x'},
];

test('a stream is read the same wherever it is cut', () => {
	fc.assert(fc.property(fc.uniqueArray(fc.nat(text.length)), cuts => {
		const reader = new SseReader('');
		const edges = [0, ...cuts.toSorted((first, second) => first - second), text.length];
		const read = edges.slice(1).flatMap((end, index) => reader.read(text.slice(edges[index], end)));
		assert.deepEqual(read, events);
		assert.equal(reader.lastId, '8');
	}));
});

test('where to go on is kept until something else is said, with a message or alone', () => {
	const reader = new SseReader('5');
	reader.read('data: a\n\n');
	assert.equal(reader.lastId, '5');
	assert.deepEqual(reader.read('id: 6\n\n'), []);
	assert.equal(reader.lastId, '6');
});

test('a message without an end is not kept', () => {
	const reader = new SseReader('');
	assert.throws(() => {
		for (let count = 0; count < 100; count++) {
			reader.read('data: '.padEnd(50_000, 'x'));
		}
	}, RangeError);
});
