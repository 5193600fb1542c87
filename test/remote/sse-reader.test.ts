import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {SseReader, type ServerSentEvent} from '../../source/remote/sse-reader.js';

const text = ': hello\n\nid: 7\nevent: state-changed\ndata: {"a":\r\ndata:1}\r\n\r\ndata\n\nevent: nothing\n\nretry: 5\rid:8\rdata:  x\r\rdata: unfinished\n';

const events: readonly ServerSentEvent[] = [
	{type: 'state-changed', data: '{"a":\n1}', id: '7'},
	{type: 'message', data: '', id: '7'},
	{type: 'message', data: ' x', id: '8'},
];

test('a stream is read the same wherever it is cut', () => {
	fc.assert(fc.property(fc.uniqueArray(fc.nat(text.length)), cuts => {
		const reader = new SseReader('');
		const edges = [0, ...cuts.toSorted((first, second) => first - second), text.length];
		const read = edges.slice(1).flatMap((end, index) => reader.read(text.slice(edges[index], end)));
		assert.deepEqual(read, events);
	}));
});

test('events behind which one goes on keep its id until another comes', () => {
	assert.deepEqual(new SseReader('5').read('data: a\n\n'), [{type: 'message', data: 'a', id: '5'}]);
});

test('a message without an end is not kept', () => {
	const reader = new SseReader('');
	assert.throws(() => {
		for (let count = 0; count < 100; count++) {
			reader.read('data: '.padEnd(50_000, 'x'));
		}
	}, RangeError);
});
