import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {ChunkedDecoder} from '../../../../../source/engines/threads/data-plane/bodies/chunked-decoder.js';
import {ChunkedScanner, trailersTooLarge} from '../../../../../source/engines/threads/data-plane/fast-lane/chunked-scanner.js';
import {malformed} from '../../../../../source/engines/threads/data-plane/fast-lane/field-scanner.js';
import {clearRequest, mutate, mutations} from '../../../../end-to-end/wire/request-arbitraries.js';
import {refusedPayloads} from '../../../../end-to-end/wire/smuggling-payloads.js';
import {parseRequestByNode, parseResponseByNode} from './parse-by-node.js';

type Scanned = {
	/** What goes on. */
	readonly sent: string;
	/** How often something goes on that is not as it came. */
	readonly replaced: number;
	readonly bodyBytes: number;
	/** What follows the body. */
	readonly rest: string;
	readonly outcome: 'whole' | 'incomplete' | 'malformed' | 'too large';
};

const scan = (pieces: readonly string[], isLenient = false): Scanned => {
	const scanner = new ChunkedScanner({isLenient});
	let sent = '';
	let replaced = 0;
	let bodyBytes = 0;
	const sink = {
		takeBytes(bytes: Buffer, start: number, end: number) {
			assert.ok(start < end);
			sent += bytes.toString('latin1', start, end);
		},
		takeText(text: string) {
			replaced++;
			sent += text;
		},
	};
	for (const [index, piece] of pieces.entries()) {
		// A piece may stand anywhere in its bytes.
		const bytes = Buffer.from(`\n0${piece}\r\n`, 'latin1');
		const end = scanner.scan(bytes, 2, bytes.length - 2, sink);
		bodyBytes += scanner.bodyBytes;
		if (end < 0) {
			return {sent, replaced, bodyBytes, rest: '', outcome: end === trailersTooLarge ? 'too large' : 'malformed'};
		}

		if (scanner.isWhole) {
			return {sent, replaced, bodyBytes, rest: piece.slice(end - 2) + pieces.slice(index + 1).join(''), outcome: 'whole'};
		}

		assert.equal(end, bytes.length - 2);
	}

	return {sent, replaced, bodyBytes, rest: '', outcome: 'incomplete'};
};

const split = (text: string, cuts: readonly number[]): string[] => {
	const places = [0, ...cuts.map(cut => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
	return places.slice(1).map((end, index) => text.slice(places[index], end));
};

test('a body that is framed as usual goes on as it came', () => {
	const body = '5\r\nhello\r\n0a\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n';
	assert.deepEqual(scan([`${body}GET`]), {sent: body, replaced: 0, bodyBytes: 15, rest: 'GET', outcome: 'whole'});
});

test('neither chunk extensions nor trailers that are not for the other end go on', () => {
	assert.deepEqual(scan(['5;a="b;c"\r\nhello\r\n0;x=y\r\nX-Sum: 1\r\nHost: evil\r\nX-Other:2\r\n\r\n']), {
		sent: '5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n', replaced: 3, bodyBytes: 5, rest: '', outcome: 'whole',
	});
});

for (const [body, sent] of [
	['5  \r\nhello\r\n0 \r\n\r\n', '5\r\nhello\r\n0\r\n\r\n'],
	['5 ;a=b\r\nhello\r\n0\r\n\r\n', '5\r\nhello\r\n0\r\n\r\n'],
	['0005\r\nhello\r\n000\r\n\r\n', '0005\r\nhello\r\n000\r\n\r\n'],
	['5\r\nhello\n0\r\nX-Sum: 1\n\n', '5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n'],
	['5\r\nhello\r\n0\r\nContent-Length: 3\r\nTransfer-Encoding : chunked\r\nX: a\0b\r\nX-Sum: a\u0001\u0002b\r\n\r\n', '5\r\nhello\r\n0\r\nX-Sum: a  b\r\n\r\n'],
] as const) {
	test(`what backends write means the same: ${JSON.stringify(body)}`, () => {
		const {outcome, sent: actual} = scan([body], true);
		assert.deepEqual([outcome, actual], ['whole', sent]);
	});
}

for (const body of ['xyz\r\n', 'hello', '5\r\nhello0\r\n\r\n', '5\r\nhello world\r\n0\r\n\r\n', '5\r\nhello5\r\nhello\r\n0\r\n\r\n', '11111111111111111\r\nhello', '5\r\nhello\r\n0\r\nX Y: z\r\n\r\n', '5\rhello\r\n', '5\nhello\r\n', '0\n\r\n', '5 5\r\nhello\r\n', '5\r\nhello\r\n0\r\n: x\r\n']) {
	test(`what no sender should write is malformed: ${JSON.stringify(body)}`, () => {
		assert.equal(scan([body], true).outcome, 'malformed');
		assert.equal(scan([body]).outcome, 'malformed');
	});
}

const refused = refusedPayloads.filter(({name}) => name.startsWith('chunks: '));

for (const {name, bytes, status} of refused) {
	test(`refused, whatever comes first of it: ${name}`, () => {
		const body = bytes.slice(bytes.indexOf('\r\n\r\n') + 4);
		for (const pieces of [[body], [...body.slice(0, 100), body.slice(100)]]) {
			assert.equal(scan(pieces).outcome, status === 431 ? 'too large' : 'malformed');
		}
	});
}

test('what cannot become a line is malformed before its end comes', () => {
	for (const body of ['0\r\n\rX', '0\r\nX: a\rb', '0\r\nX: a\r\n\r\u00AD', '1\r\na\rb', '1\r\nab']) {
		assert.equal(scan([body]).outcome, 'malformed', JSON.stringify(body));
	}

	for (const body of ['0\r\n\r', '0\r\nX: a\r', '1\r\na\r', '1\r\na']) {
		assert.equal(scan([body]).outcome, 'incomplete', JSON.stringify(body));
	}
});

test('a line has only so much room', () => {
	assert.equal(scan([`5;${'a'.repeat(5000)}`]).outcome, 'malformed');
	assert.equal(scan([`5\r\nhello\r\n0\r\nX: ${'a'.repeat(40_000)}`]).outcome, 'too large');
	assert.equal(scan(['5\r\nhello\r\n0\r\n', ...Array.from({length: 40}, () => `X: ${'a'.repeat(1000)}\r\n`)]).outcome, 'too large');
});

const body = clearRequest.map(({bytes}) => bytes).filter(bytes => bytes.includes('Transfer-Encoding: chunked')).map(bytes => bytes.slice(bytes.indexOf('\r\n\r\n') + 4));
const bodies = fc.oneof(body, fc.tuple(body, mutations).map(([bytes, changes]) => mutate(bytes, changes)));
const cuts = fc.array(fc.nat(), {maxLength: 10});
const dataOf = (text: string): {readonly body: string; readonly trailers: readonly string[]; readonly isWhole: boolean} => {
	const decoder = new ChunkedDecoder();
	let data = '';
	const end = decoder.decode(Buffer.from(text, 'latin1'), piece => {
		data += piece.toString('latin1');
	});
	return {body: data, trailers: decoder.rawTrailers, isWhole: end !== undefined && decoder.isWhole};
};

test('however a body is cut, the same goes on, and it ends at the same place', () => {
	fc.assert(fc.property(bodies, cuts, fc.boolean(), (text, at, isLenient) => {
		const whole = scan([text], isLenient);
		const pieces = split(text, at).filter(piece => piece !== '');
		const inPieces = scan(pieces, isLenient);
		assert.equal(inPieces.outcome, whole.outcome);
		if (whole.outcome === 'whole') {
			assert.deepEqual([inPieces.sent, inPieces.rest, inPieces.bodyBytes], [whole.sent, whole.rest, whole.bodyBytes]);
		}
	}), {numRuns: 1000});
});

/** Node does not take all of these; none of them goes on. */
const oddTrailer = / :|content-length|transfer-encoding/iv;

for (const isLenient of [false, true]) {
	test(`what is read ${isLenient ? 'leniently' : 'strictly'}, Node reads as well, and what goes on means the same`, async () => {
		let count = 0;
		await fc.assert(fc.asyncProperty(bodies, async text => {
			const {outcome, sent, rest, bodyBytes} = scan([text], isLenient);
			if (outcome !== 'whole' || (isLenient && oddTrailer.test(text))) {
				return;
			}

			count++;
			const came = text.slice(0, text.length - rest.length);
			const parsed = isLenient
				? await parseResponseByNode(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${came}`)
				: await parseRequestByNode(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${came}`);
			const decoded = dataOf(sent);
			assert.deepEqual([parsed?.isWhole, parsed?.body, parsed?.body.length], [true, decoded.body, bodyBytes], JSON.stringify(came));
			assert.ok(decoded.isWhole);
			// Node keeps blanks that are all there is of a value, and control characters of backends.
			const given = new Set(parsed!.message.rawTrailers.map(trailer => trailer.trim()));
			assert.deepEqual(decoded.trailers.filter(trailer => !isLenient && !given.has(trailer.trim())), []);
		}), {numRuns: 300});
		assert.ok(count > 50, `${count}`);
	});
}

test('nothing is malformed that was whole', () => {
	const scanner = new ChunkedScanner({isLenient: false});
	const sink = {
		takeBytes() {},
		takeText() {},
	};
	const bytes = Buffer.from('0\r\n\r\nGET');
	assert.equal(scanner.scan(bytes, 0, bytes.length, sink), 5);
	assert.ok(scanner.isWhole);
	assert.equal(scanner.scan(bytes, 5, bytes.length, sink), 5);
	assert.notEqual(scanner.scan(bytes, 5, bytes.length, sink), malformed);
});
