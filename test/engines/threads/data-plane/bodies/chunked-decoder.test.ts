import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {once} from 'node:events';
import http, {type IncomingMessage} from 'node:http';
import {duplexPair} from 'node:stream';
import test from 'node:test';
import fc from 'fast-check';
import {ChunkedDecoder} from '../../../../../source/engines/threads/data-plane/bodies/chunked-decoder.js';

type Decoded = {readonly body: string; readonly trailers: readonly string[]; readonly rest: string};

/** @returns undefined for a body that is malformed or has no end. */
const decode = (pieces: readonly string[]): Decoded | undefined => {
	const decoder = new ChunkedDecoder();
	let body = '';
	let rest = '';
	const take = (data: Buffer): void => {
		body += data.toString('latin1');
	};

	for (const piece of pieces) {
		const bytes = Buffer.from(piece, 'latin1');
		const length = decoder.isWhole ? 0 : decoder.decode(bytes, take);
		if (length === undefined) {
			return undefined;
		}

		rest += bytes.toString('latin1', length);
	}

	return decoder.isWhole ? {body, trailers: decoder.rawTrailers, rest} : undefined;
};

const split = (text: string, cuts: readonly number[]): string[] => {
	const places = [0, ...cuts.map(cut => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
	return places.slice(1).map((end, index) => text.slice(places[index], end));
};

const latin1 = fc.uint8Array({maxLength: 40}).map(bytes => Buffer.from(bytes).toString('latin1'));
const chunk = latin1.filter(({length}) => length > 0).map(text => `${text.length.toString(16)}\r\n${text}\r\n`);
const chunks = fc.array(latin1.filter(({length}) => length > 0), {maxLength: 6});
const cuts = fc.array(fc.nat(), {maxLength: 10});

test('a body in chunks is read to its end and no further, in whatever pieces it comes', () => {
	fc.assert(fc.property(chunks, latin1, cuts, (texts, rest, at) => {
		const framed = `${texts.map(text => `${text.length.toString(16).toUpperCase()};ext="a\\"b"\r\n${text}\r\n`).join('')}00\r\nX-Sum: 1 \r\nY:\r\n\r\n`;
		assert.deepEqual(decode(split(framed + rest, at)), {body: texts.join(''), trailers: ['X-Sum', '1', 'Y', ''], rest});
	}));
});

/** What Node's own parser makes of the same; undefined where it takes it for no request, or for one that is not whole. */
const decodeByNode = async (bytes: string): Promise<string | undefined> => {
	const server = http.createServer();
	const [client, socket] = duplexPair();
	const outcome = Promise.withResolvers<string | undefined>();
	server.on('request', (request: IncomingMessage) => {
		let body = '';
		request.on('data', data => {
			body += (data as Buffer).toString('latin1');
		});
		request.on('end', () => {
			outcome.resolve(body);
		});
	});
	server.on('clientError', () => {
		outcome.resolve(undefined);
	});
	server.emit('connection', socket);
	client.on('error', () => {});
	socket.on('error', () => {});
	client.resume();
	client.end(Buffer.from(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${bytes}`, 'latin1'));
	const ended = once(socket, 'close').then(() => undefined);
	const body = await Promise.race([outcome.promise, ended]);
	client.destroy();
	socket.destroy();
	return body;
};

const odd = fc.constantFrom('\r', '\n', '\r\n', ' ', '\t', ';', '=', '"', ':', '0', '-', '+', 'x', '\0', '\u00FF', '5\r\n', '0\r\n\r\n');

test('where it reads a body, Node\'s parser reads the same', async () => {
	await fc.assert(fc.asyncProperty(fc.array(chunk, {maxLength: 3}), odd, fc.nat(), fc.nat(3), async (framed, inserted, place, taken) => {
		const whole = `${framed.join('')}0\r\nX: y\r\n\r\n`;
		const at = place % whole.length;
		const changed = whole.slice(0, at) + inserted + whole.slice(at + taken);
		const own = decode([changed]);
		if (own !== undefined) {
			assert.equal(await decodeByNode(changed.slice(0, changed.length - own.rest.length)), own.body);
		}
	}), {numRuns: 500});
});
