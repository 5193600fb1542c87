import assert from 'node:assert/strict';
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import test from 'node:test';
import fc from 'fast-check';
import type {RawHeaders} from '../../../source/model/exchange-detail.js';
import {maxDecodedBytes, viewBody} from '../../../source/tui/exchange/body-view.js';
import {indentJson} from '../../../source/tui/exchange/indent-json.js';
import {capturedText} from '../../helpers/fake-exchange.js';

const captured = (bytes: Uint8Array, totalBytes = bytes.length) => ({bytes, totalBytes});

const linesOf = async (text: string, type: string): Promise<readonly string[]> => (await viewBody(capturedText(text), ['Content-Type', type])).lines;

test('JSON is indented without a change of its values', async () => {
	assert.deepEqual(await linesOf('{"id":12345678901234567890,"tags":["a, b",{}],"none":[]}', 'application/json'), [
		'{',
		'  "id": 12345678901234567890,',
		'  "tags": [',
		'    "a, b",',
		'    {}',
		'  ],',
		'  "none": []',
		'}',
	]);
	assert.deepEqual(await linesOf('{"title":"gone"}', 'application/problem+json'), ['{', '  "title": "gone"', '}']);
	assert.deepEqual(await linesOf('{"a":1}\n{"b":2}\n', 'application/x-ndjson'), ['{', '  "a": 1', '}', '{', '  "b": 2', '}']);
});

test('JSON that breaks off is indented as far as it goes', async () => {
	const view = await viewBody({...capturedText('{"a":[1,{"b":"unfinis'), totalBytes: 999}, ['Content-Type', 'application/json']);
	assert.deepEqual(view.lines.map(line => line.trim()), ['{', '"a": [', '1,', '{', '"b": "unfinis']);
	assert.match(view.remark!, /the first 21 of 999 bytes were captured/v);
});

test('what only claims to be JSON stays as it is', async () => {
	assert.deepEqual(await linesOf('no such thing', 'application/json'), ['no such thing']);
});

test('any JSON reads the same when it has been indented', () => {
	fc.assert(fc.property(fc.json(), text => {
		assert.deepEqual(JSON.parse(indentJson(text, 100_000).join('\n')), JSON.parse(text));
	}));
});

test('however JSON is broken, lines stay few and narrow', () => {
	fc.assert(fc.property(fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'x', ' '), {maxLength: 400}), parts => {
		assert.ok(indentJson(parts.join(''), 50).length <= 51);
	}));
	assert.ok(indentJson('['.repeat(100_000), 500).every(line => line.length < 80));
});

test('a form shows a field a line, text as it is, bytes in hexadecimal', async () => {
	assert.deepEqual(await linesOf('name=J%C3%BCrgen+K&empty=', 'application/x-www-form-urlencoded'), ['name = Jürgen K', 'empty = ']);
	assert.deepEqual(await linesOf('a\tb\r\nc', 'text/plain'), ['a  b', 'c']);
	const view = await viewBody(captured(Uint8Array.from([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3, 0xFF, 0xFE])), ['Content-Type', 'image/png']);
	assert.equal(view.kind, 'binary');
	assert.deepEqual(view.lines, ['00000000  89 50 4e 47 00 01 02 03  .PNG....', '00000008  ff fe                    ..']);
});

test('text in another character set is read in it, and a character cut in two is left out', async () => {
	const latin = await viewBody(captured(Uint8Array.from([0x67, 0xFC, 0x6E])), ['Content-Type', 'text/plain; charset=ISO-8859-1']);
	assert.deepEqual(latin.lines, ['gün']);
	const cut = await viewBody(captured(new TextEncoder().encode('güü').subarray(0, 4), 5), ['Content-Type', 'text/plain']);
	assert.deepEqual(cut.lines, ['gü']);
});

const codings: ReadonlyArray<readonly [name: string, coding: string, encode: (text: string) => Uint8Array]> = [
	['gzip', 'gzip', gzipSync],
	['br', 'br', brotliCompressSync],
	['deflate', 'deflate', deflateSync],
	['deflate without zlib around it', 'deflate', deflateRawSync],
	['two codings', 'gzip, br', text => brotliCompressSync(gzipSync(text))],
];
for (const [name, coding, encode] of codings) {
	test(`a body in ${name} is decoded, also when it breaks off`, async () => {
		const headers: RawHeaders = ['content-encoding', coding, 'content-type', 'text/plain'];
		const text = Array.from({length: 3000}, (_, index) => `line ${index * 7919}`).join('\n');
		const bytes = encode(text);
		assert.equal((await viewBody(captured(bytes), headers)).lines.length, 3000);
		const part = await viewBody(captured(bytes.subarray(0, bytes.length / 2), bytes.length), headers);
		assert.ok(text.startsWith(part.lines.join('\n')));
	});
}

test('a body that would swell to more than is bearable is cut', async () => {
	const view = await viewBody(captured(gzipSync(' '.repeat(50_000_000))), ['content-encoding', 'gzip']);
	assert.equal(view.lines.join('').length, maxDecodedBytes);
	assert.match(view.remark!, /the rest is not shown/v);
});

test('a coding that is not known, or a lie, is said and its bytes are shown', async () => {
	for (const coding of ['zstd', 'gzip']) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const view = await viewBody(captured(Uint8Array.from([1, 2, 3])), ['content-encoding', coding]);
		assert.equal(view.remark, `still in ${coding}, which could not be decoded`);
		assert.equal(view.kind, 'binary');
	}
});

test('whatever the bytes and the fields say, something is shown', async () => {
	await fc.assert(fc.asyncProperty(fc.uint8Array({maxLength: 200}), fc.constantFrom('', 'gzip', 'br', 'deflate', 'x'), fc.constantFrom('application/json', 'text/html; charset=nonsense', 'application/x-www-form-urlencoded', ''), async (bytes, coding, type) => {
		const view = await viewBody(captured(bytes), ['content-encoding', coding, 'content-type', type]);
		assert.ok(view.lines.length <= 4001);
	}), {numRuns: 60});
});
