import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {Duplex} from 'node:stream';
import type {Socket} from 'node:net';
import test from 'node:test';
import fc from 'fast-check';
import {rewriteFields} from '../../source/node-http/rewrite-fields.js';

const maxHeadBytes = 100;

/** A connection whose fields `Xa` are called `Xyz`, and what its parser gets. */
const rewrittenConnection = () => {
	const received: string[] = [];
	const socket = new Duplex({read() {}});
	socket.on('data', (piece: Buffer) => {
		received.push(piece.toString('latin1'));
	});
	rewriteFields(socket as Socket, {name: 'xa', maxHeadBytes, rewrite: head => head.replaceAll(/(?<=\n)xa:/giv, 'Xyz:')});
	return {
		received,
		push(piece: string | null) {
			socket.push(piece === null ? null : Buffer.from(piece, 'latin1'));
			while (socket.read() !== null) {
				// Passed to the listener.
			}
		},
	};
};

const passedOn = (pieces: readonly string[]): string => {
	const {received, push} = rewrittenConnection();
	for (const piece of [...pieces, null]) {
		push(piece);
	}

	return received.join('');
};

const streams: ReadonlyArray<readonly [came: string, passed: string]> = [
	['HTTP/1.1 200 OK\r\nB: b\r\nXa: 1\r\nxA: 2\r\nX: 3\r\n\r\nXa: 4\r\n\r\nXa: 5', 'HTTP/1.1 200 OK\r\nB: b\r\nXyz: 1\r\nXyz: 2\r\nX: 3\r\n\r\nXa: 4\r\n\r\nXa: 5'],
	['\r\n\r\nHTTP/1.1 200 OK\nXa: 1\nXab: 2\n\nXa: 3\r\n\r\n', '\r\n\r\nHTTP/1.1 200 OK\nXyz: 1\nXab: 2\n\nXa: 3\r\n\r\n'],
	['HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 103 a\r\nXa: \u00E9a\r\n\r\nHTTP/1.0 404 a\r\nXa: 1\r\n\r\n\nXa: 2', 'HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 103 a\r\nXyz: \u00E9a\r\n\r\nHTTP/1.0 404 a\r\nXyz: 1\r\n\r\n\nXa: 2'],
	['HTTP/1.1 101 a\r\n\r\n\r\nXa: 1\r\n\r\n', 'HTTP/1.1 101 a\r\n\r\n\r\nXa: 1\r\n\r\n'],
	['HTTP/1.1 103 a\r\n\r\nHTTP/1.1 200 OK\r\nXa: 2', 'HTTP/1.1 103 a\r\n\r\nHTTP/1.1 200 OK\r\nXa: 2'],
	[`HTTP/1.1 200 OK\r\nXa: ${'a'.repeat(200)}\r\nXa: 1`, `HTTP/1.1 200 OK\r\nXa: ${'a'.repeat(200)}\r\nXa: 1`],
	['', ''],
];

test('fields of heads are rewritten, bodies are not, however the bytes are cut', () => {
	for (const [came, passed] of streams) {
		assert.equal(passedOn([came]), passed);
		assert.equal(passedOn([...came]), passed);
		fc.assert(fc.property(fc.array(fc.nat(came.length), {maxLength: 4}), cuts => {
			const places = [0, ...cuts.toSorted((a, b) => a - b), came.length];
			assert.equal(passedOn(places.slice(1).map((end, index) => came.slice(places[index], end)).filter(piece => piece !== '')), passed);
		}), {numRuns: 30});
	}
});

test('what comes before such a field reaches the parser at once', () => {
	for (const [came, passed] of [['hello', 'hello'], ['HTTP/1.1 200 OK\r\nB: \0', 'HTTP/1.1 200 OK\r\nB: \0'], ['HTTP/1.1 200 OK\r\nB: 1\r\nX', 'HTTP/1.1 200 OK\r\nB: 1\r']] as const) {
		const {received, push} = rewrittenConnection();
		push(came);
		assert.deepEqual(received, [passed]);
	}
});
