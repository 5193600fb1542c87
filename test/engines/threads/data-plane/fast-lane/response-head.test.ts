import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {incomplete, malformed} from '../../../../../source/engines/threads/data-plane/fast-lane/field-scanner.js';
import {ResponseHead} from '../../../../../source/engines/threads/data-plane/fast-lane/response-head.js';
import {interimResponseText, responseText} from '../../../../../source/engines/threads/data-plane/fast-lane/response-text.js';
import {httpDate} from '../../../../../source/engines/threads/data-plane/headers/http-date.js';
import {sortResponseHeaders} from '../../../../../source/engines/threads/data-plane/headers/response-headers.js';
import {mutate, mutations} from '../../../../end-to-end/wire/request-arbitraries.js';
import {parseResponseByNode} from './parse-by-node.js';

const head = new ResponseHead();

const read = (text: string): number => {
	const bytes = Buffer.from(text, 'latin1');
	return head.read(bytes, 0, bytes.length);
};

const ok = (...lines: readonly string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');

const readWhole = (text: string): void => {
	assert.equal(read(text), text.length, JSON.stringify(text));
};

test('a head is whole where its empty line ends', () => {
	const text = '\r\nHTTP/1.0 404 Not  Found\u00E9\r\nContent-Length: 005\r\nX: 1\r\n\r\n';
	assert.equal(read(`${text}hello`), text.length);
	assert.deepEqual(
		[head.httpVersion, head.status, head.reason, head.contentLength, head.isChunked, head.isPersistent],
		['1.0', 404, 'Not  Found\u00E9', 5, false, false],
	);
	assert.deepEqual(head.raw(), ['Content-Length', '005', 'X', '1']);
});

for (const line of ['HTTP/1.1 200', 'HTTP/1.1 200 ', 'HTTP/1.1 200 OK', 'HTTP/1.0 999 Odd']) {
	for (const lineEnd of ['\r\n', '\n']) {
		test(`a status line: ${JSON.stringify(line + lineEnd)}`, () => {
			readWhole(`${line}${lineEnd}X: a${lineEnd}${lineEnd}`);
			assert.equal(head.lines(), 'X: a\r\n');
		});
	}
}

for (const line of [
	'SSH-2.0-OpenSSH_9.6', '<html>', '\0HTTP/1.1 200 OK', 'HTTP/2.0 200 OK', 'HTTP/0.9 200 OK', 'HTTP/1.2 200 OK', 'HTTP/1.11 200 OK', 'http/1.1 200 OK', 'HTTP/1.1  200 OK', 'HTTP/1.1\t200 OK',
	'HTTP/1.1 099 Odd', 'HTTP/1.1 000 Odd', 'HTTP/1.1 1000 Odd', 'HTTP/1.1 20 Odd', 'HTTP/1.1 abc Odd', 'HTTP/1.1 200OK', 'HTTP/1.1 200\tOK',
	'HTTP/1.1 200 O\u0001K', 'HTTP/1.1 200 O\0K', 'HTTP/1.1 200 O\u007FK', 'HTTP/1.1 200 O\rK',
]) {
	test(`no status line: ${JSON.stringify(line)}`, () => {
		assert.equal(read(`${line}\r\nContent-Length: 0\r\n\r\n`), malformed);
	});
}

for (const line of [
	'X: a\0b', 'X: \0', 'Connection: keep-alive\0', 'X\0: a', '\0', 'Content-Length: 5\0', 'X: a\rb', 'X Y: b', 'X : a', 'X\t: a', 'Content-Length : 5', 'Transfer-Encoding : chunked', 'Xyz', ': a', ' X: a',
	'Content-Length: 5\r\nContent-Length: 6', 'Content-Length: 5, 6', 'Content-Length: 5,', 'Content-Length: +5', 'Content-Length: -5', 'Content-Length: abc', 'Content-Length: 18446744073709551621', 'Content-Length:',
	'Content-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked',
	...['gzip, chunked', 'chunked, gzip', 'xchunked', 'identity', 'chunked, chunked', '"chunked"', 'chunked;a=b', '\u000Bchunked', 'chunked\u000B', '', 'gzip\r\nTransfer-Encoding: chunked', 'chunked\r\nTransfer-Encoding: chunked'].map(value => `Transfer-Encoding: ${value}`),
]) {
	test(`not the same to all: ${JSON.stringify(line)}`, () => {
		assert.equal(read(`HTTP/1.1 200 OK\r\n${line}\r\nX: a\r\n\r\n`), malformed);
	});
}

test('the same length said several times is that length', () => {
	for (const lines of [['Content-Length: 5', 'Content-Length: 5'], ['Content-Length: 5, 5'], ['Content-Length: 5 ,05', 'content-length: 5']]) {
		readWhole(ok(...lines));
		assert.deepEqual([head.contentLength, head.framing('GET'), head.lines()], [5, 'length', '']);
	}
});

test('of a length and a coding the coding counts, and the connection is not used again', () => {
	for (const text of [ok('Content-Length: 7', 'Transfer-Encoding: Chunked'), ok('Transfer-Encoding: chunked', 'Content-Length: 7'), ok('Connection: keep-alive', 'Transfer-Encoding: chunked').replace('1.1', '1.0')]) {
		readWhole(text);
		assert.deepEqual([head.contentLength, head.framing('GET'), head.isPersistent], [undefined, 'chunked', false]);
	}
});

test('the framing is that of the request as well', () => {
	readWhole(ok('Content-Length: 5'));
	assert.deepEqual([head.framing('HEAD'), head.contentLength], ['none', 5]);
	for (const status of ['103', '204', '304']) {
		readWhole(ok('Transfer-Encoding: chunked').replace('200', () => status));
		assert.deepEqual([head.framing('GET'), head.isInterim], ['none', status === '103']);
	}

	readWhole(ok('X: a'));
	assert.equal(head.framing('GET'), 'until-close');
});

for (const [version, connection, isPersistent] of [
	['1.1', undefined, true], ['1.1', 'close', false], ['1.1', 'X, Close', false], ['1.1', 'closed', true], ['1.1', 'Keep-Alive', true],
	['1.0', undefined, false], ['1.0', 'keep-alive', true], ['1.0', 'Keep-Alive', true], ['1.0', 'keep-alive, close', false],
] as const) {
	test(`HTTP/${version} ${connection === undefined ? 'alone' : `with Connection: ${connection}`} ${isPersistent ? 'keeps' : 'ends'} the connection`, () => {
		readWhole(ok(...connection === undefined ? [] : [`Connection: ${connection}`]).replace('1.1', () => version));
		assert.equal(head.isPersistent, isPersistent);
	});
}

test('how long the backend keeps its connection is known', () => {
	readWhole(ok('Keep-Alive: timeout=5, max=100'));
	assert.equal(head.keepAliveSeconds, 5);
	readWhole(ok('Keep-Alive: max=100'));
	assert.equal(head.keepAliveSeconds, undefined);
});

test('values are unfolded, and control characters become blanks', () => {
	readWhole('HTTP/1.1 200 OK\r\nX:\r\n a\r\nY: b\n\tc\u0001d\r\n \r\nZ: e\r\n\r\n');
	assert.deepEqual(head.list(), ['X', 'a', 'Y', 'b c d', 'Z', 'e']);
	assert.equal(head.lines(), 'X: a\r\nY: b c d\r\nZ: e\r\n');
});

test('what Connection names does not go on, unless it is for all', () => {
	readWhole(ok('X-Hop: 1', 'X-Other: 2', 'Connection: close, x-hop', 'Set-Cookie: a=b', 'connection: X-Third, set-cookie', 'X-Third: 3', 'TE: x', 'Upgrade: h2c'));
	assert.deepEqual([head.list(), head.upgrade], [['X-Other', '2', 'Set-Cookie', 'a=b'], 'h2c']);
});

const options = {own: ['Via', '1.1 p', 'Set-Cookie', 'a=b'], contentLength: undefined, isChunked: false, isLast: false, keepAliveSeconds: 65, date: 'D'};

test('the client gets the lines as they came, and the proxy\'s own', () => {
	readWhole(ok('server:x', 'ETag: y', 'Content-Length: 05', 'Connection: close'));
	assert.equal(
		responseText(head, {...options, contentLength: head.contentLength}),
		'HTTP/1.1 200 OK\r\nserver: x\r\nETag: y\r\nVia: 1.1 p\r\nSet-Cookie: a=b\r\nContent-Length: 5\r\nDate: D\r\nConnection: keep-alive\r\nKeep-Alive: timeout=65\r\n\r\n',
	);
	readWhole(ok('Date: E').replace('200 OK', '404 Nope'));
	assert.equal(
		responseText(head, {...options, isLast: true, isChunked: true}),
		'HTTP/1.1 404 Nope\r\nDate: E\r\nVia: 1.1 p\r\nSet-Cookie: a=b\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n',
	);
});

test('a 426 says to what a client has to upgrade', () => {
	readWhole(ok('Date: E', 'Upgrade: IRC/6.9', 'Connection: upgrade').replace('200', '426'));
	assert.match(responseText(head, options), /\r\nUpgrade: IRC\/6\.9\r\nConnection: Upgrade, keep-alive\r\n\r\n$/v);
	assert.match(responseText(head, {...options, isLast: true}), /\r\nUpgrade: IRC\/6\.9\r\nConnection: Upgrade, close\r\n\r\n$/v);
});

test('an interim response goes on with its fields', () => {
	readWhole('HTTP/1.1 103 Odd\r\nLink: a\u0001b\r\nConnection: close\r\n\r\n');
	assert.equal(interimResponseText(head), 'HTTP/1.1 103 Early Hints\r\nLink: a b\r\n\r\n');
});

test('the date is that of the second', () => {
	assert.equal(httpDate(784_111_777_999), 'Sun, 06 Nov 1994 08:49:37 GMT');
	assert.equal(httpDate(784_111_778_000), 'Sun, 06 Nov 1994 08:49:38 GMT');
});

const name = fc.constantFrom('X-A', 'x-b', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Keep-Alive', 'Set-Cookie', 'Date', 'Upgrade', 'ETag');
const value = fc.oneof(
	fc.constantFrom('5', '7', 'chunked', 'close', 'keep-alive, x-a', 'a', '', 'a\r\n b', '\r\n\tb', 'a\u0001b', '\u00E9', 'timeout=5', ' a\t'),
	fc.string({maxLength: 8, unit: fc.integer({min: 0, max: 255}).map(byte => String.fromCodePoint(byte))}),
);
const lineEnd = fc.oneof({weight: 5, arbitrary: fc.constant('\r\n')}, fc.constant('\n'));
const someHead = fc.tuple(
	fc.constantFrom('HTTP/1.1 200 OK', 'HTTP/1.0 404', 'HTTP/1.1 304 Not Modified', 'HTTP/1.1 500 '),
	lineEnd,
	fc.array(fc.tuple(name, fc.constantFrom(': ', ':', ':\t'), value, lineEnd).map(parts => parts.join('')), {maxLength: 5}),
).map(([line, end, lines]) => `${line}${end}${lines.join('')}${end}`);
const heads = fc.oneof(someHead, fc.tuple(someHead, mutations).map(([text, changes]) => mutate(text, changes)));

/** Node keeps all blanks of a folded value, of which one is meant (RFC 9112 §5.2). */
const oneBlank = (text: string): string => text.replaceAll(/[\t ]+/gv, ' ').trim();

test('what is read here, Node reads as well, and the same from it', async () => {
	let whole = 0;
	await fc.assert(fc.asyncProperty(heads, async text => {
		const behind = read(text);
		if (behind < 0 || head.isInterim) {
			return;
		}

		whole++;
		const {status, reason, httpVersion, contentLength, isChunked, upgrade} = head;
		const list = head.list();
		const rest = {none: '', chunked: '0\r\n\r\n', length: 'x'.repeat(Math.min(contentLength ?? 0, 1000)), 'until-close': 'x'}[head.framing('GET')];
		const parsed = await parseResponseByNode(text.slice(0, behind) + rest);
		assert.notStrictEqual(parsed, undefined, JSON.stringify(text));
		const {message} = parsed!;
		assert.deepEqual([message.statusCode, message.statusMessage, message.httpVersion], [status, reason, httpVersion]);
		const sorted = sortResponseHeaders(message);
		assert.notStrictEqual(sorted, undefined);
		assert.deepEqual([sorted!.transferEncoding !== undefined, oneBlank(sorted!.upgrade ?? '')], [isChunked, oneBlank(upgrade ?? '')]);
		assert.equal(isChunked ? undefined : contentLength, sorted!.contentLength === undefined || isChunked ? undefined : Number(sorted!.contentLength));
		assert.deepEqual(list.map(field => oneBlank(field)), sorted!.fields.map(field => oneBlank(field)));
	}), {numRuns: 300});
	assert.ok(whole > 50, `${whole}`);
});

test('however a head is cut, it is read the same', () => {
	fc.assert(fc.property(heads, fc.nat(), (text, at) => {
		const bytes = Buffer.from(text, 'latin1');
		const whole = head.read(bytes, 0, bytes.length);
		const end = at % (bytes.length + 1);
		const outcome = head.read(bytes, 0, end);
		if (whole < 0) {
			assert.ok(outcome === incomplete || outcome === whole);
		} else {
			assert.equal(outcome, end < whole ? incomplete : whole);
		}
	}));
});
