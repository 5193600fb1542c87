import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {MessageEnds} from '../../source/node-http/message-ends.js';

type Message = {
	readonly head: string;
	readonly body: string;
	readonly kind: 'none' | 'length' | 'chunks';
};

const text = fc.array(fc.constantFrom('\r\n', '\r', '\n', 'a', '0', '\r\n\r\n', '0\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'), {minLength: 1, maxLength: 6}).map(parts => parts.join(''));
const extension = fc.constantFrom('', '', ';a', ';a=b', ';a="b"', `;a=${'b'.repeat(300)}`);
const chunk = fc.tuple(text, extension, fc.boolean()).map(([data, after, isLong]) => `${isLong ? '00' : ''}${data.length.toString(16).toUpperCase()}${after}\r\n${data}\r\n`);
const trailers = fc.constantFrom('', '', 'A: b\r\n', 'A: b\r\nC:\r\n');
const head = fc.constantFrom('', '\r\n\r\n', '\r\n').map(before => `${before}GET / HTTP/1.1\r\nHost: a\r\n\r\n`);
const message: fc.Arbitrary<Message> = fc.oneof(
	fc.record({head, body: fc.constant(''), kind: fc.constant('none')}),
	fc.record({head, body: text, kind: fc.constant('length')}),
	fc.record({
		head,
		kind: fc.constant('chunks'),
		body: fc.tuple(fc.array(chunk, {maxLength: 4}), extension, trailers).map(([chunks, after, rest]) => `${chunks.join('')}0${after}\r\n${rest}\r\n`),
	}),
);

/** Where ends are found in messages that come in these pieces. */
const endsIn = (messages: readonly Message[], cuts: readonly number[]): number[] => {
	const bytes = Buffer.from(messages.map(({head: begin, body}) => `${begin}${body}`).join(''), 'latin1');
	const bodies = new Map<number, Message>();
	let length = 0;
	for (const given of messages) {
		bodies.set(length + given.head.length, given);
		length += given.head.length + given.body.length;
	}

	const ends = new MessageEnds();
	const found: number[] = [];
	let start = 0;
	for (const end of [...cuts.filter(cut => cut < length).toSorted((a, b) => a - b), length]) {
		const piece = bytes.subarray(start, end);
		for (let at = 0; at < piece.length;) {
			at = ends.next(piece, at);
			found.push(start + at);
			const {kind, body} = bodies.get(start + at) ?? {kind: 'none', body: ''};
			if (kind === 'length') {
				ends.beginBody(body.length);
			} else if (kind === 'chunks') {
				ends.beginChunks();
			}
		}

		start = end;
	}

	return found;
};

test('every head and every message ends where an end is found, however what came is cut', () => {
	fc.assert(fc.property(fc.array(message, {minLength: 1, maxLength: 4}), fc.array(fc.nat(400), {maxLength: 12}), (messages, cuts) => {
		const found = new Set(endsIn(messages, cuts));
		let length = 0;
		for (const {head: begin, body} of messages) {
			assert.ok(found.has(length + begin.length), 'the end of a head');
			length += begin.length + body.length;
			assert.ok(found.has(length), 'the end of a message');
		}
	}), {numRuns: 2000});
});

test('bodies are not cut for what is in them', () => {
	const body = '\r\n\r\n'.repeat(1000);
	const first = {head: 'A\r\n\r\n', body, kind: 'length'} as const;
	const second = {head: 'B\r\n\r\n', body: `${body.length.toString(16)};a=b\r\n${body}\r\n0\r\n\r\n`, kind: 'chunks'} as const;
	const lengths = [first.head, first.body, second.head, second.body].map(({length}) => length);
	assert.deepEqual(endsIn([first, second], []), lengths.map((_, index) => lengths.slice(0, index + 1).reduce((sum, length) => sum + length)));
});
