import assert from 'node:assert/strict';
import {gzipSync} from 'node:zlib';
import test from 'node:test';
import fc from 'fast-check';
import {toCsv} from '../../../source/tui/features/export/csv.js';
import {writeExport} from '../../../source/tui/features/export/export-format.js';
import {toHar} from '../../../source/tui/features/export/har.js';
import {fakeRecord} from '../../helpers/fake-control.js';
import {capturedText, exportContext, fakeExchange} from '../../helpers/fake-exchange.js';
import {assertValidHar, type Har, type HarEntry} from '../../helpers/valid-har.js';

const harOf = async (...parameters: Parameters<typeof toHar>): Promise<Har> => {
	const har = JSON.parse(await toHar(...parameters)) as Har;
	assertValidHar(har);
	return har;
};

const entriesOf = async (...parameters: Parameters<typeof toHar>): Promise<HarEntry[]> => (await harOf(...parameters)).log.entries;

test('an HTTP archive is valid and says what happened', async () => {
	const detail = fakeExchange({
		record: fakeRecord({number: 1, method: 'POST', target: '/find?q=a%20b&q=c', status: 201, requestBytes: 7}),
		requestHeaders: ['Host', 'shop.example', 'Content-Type', 'text/plain'],
		requestBody: capturedText('wörld'),
		statusText: 'Created',
		responseHeaders: ['Content-Type', 'text/plain', 'Content-Encoding', 'gzip'],
		responseBody: {bytes: gzipSync('hello'), totalBytes: gzipSync('hello').length},
		phases: {queueMs: 1, connectMs: 2, tlsMs: 4, firstByteMs: 8, bodyMs: 16},
	});
	const [entry] = await entriesOf([{record: detail.record, detail}], exportContext);
	assert.equal(entry!.request.url, 'http://shop.example/find?q=a%20b&q=c');
	assert.deepEqual(entry!.request.queryString, [{name: 'q', value: 'a b'}, {name: 'q', value: 'c'}]);
	assert.deepEqual(entry!.request.postData, {mimeType: 'text/plain', text: 'wörld'});
	assert.equal(entry!.response.statusText, 'Created');
	assert.equal(entry!.response.content.text, 'hello');
	assert.deepEqual([entry!.timings['connect'], entry!.timings['ssl'], entry!.time], [6, 4, 31]);
	assert.equal(entry!.serverIPAddress, '127.0.0.1');
});

test('bytes that are no text are written in base64', async () => {
	const detail = fakeExchange({responseBody: {bytes: Uint8Array.from([0xFF, 0]), totalBytes: 2}});
	const [entry] = await entriesOf([{record: detail.record, detail}], exportContext);
	assert.deepEqual({...entry!.response.content}, {size: 2, mimeType: 'application/json; charset=utf-8', text: '/wA=', encoding: 'base64'});
});

test('secrets are masked unless they are asked for', async () => {
	const detail = fakeExchange();
	const entries = [{record: detail.record, detail}];
	for (const format of ['har', 'curl', 'jsonl'] as const) {
		// eslint-disable-next-line no-await-in-loop -- One format after the other.
		const masked = await writeExport(format, entries, exportContext);
		assert.doesNotMatch(masked, /abc\.def|session["=:]+ ?"?[12]/v, format);
		assert.match(masked, /Bearer \*{3}/v);
		// eslint-disable-next-line no-await-in-loop -- One format after the other.
		assert.match(await writeExport(format, entries, {...exportContext, showsSecrets: true}), /abc\.def/v, format);
	}
});

test('any request makes a valid archive', async () => {
	const text = fc.string({unit: 'binary', maxLength: 20});
	await fc.assert(fc.asyncProperty(fc.oneof(text, text.map(path => `/${path}`), fc.constantFrom('*', 'http://other.example/x?y')), text, fc.uint8Array({maxLength: 30}), fc.integer({min: 100, max: 599}), async (target, value, bytes, status) => {
		const detail = fakeExchange({
			record: fakeRecord({number: 1, target, status}),
			requestHeaders: ['x', value, 'cookie', value],
			responseHeaders: ['set-cookie', value, 'content-type', value, 'content-encoding', value],
			requestBody: {bytes, totalBytes: bytes.length + 1},
			responseBody: {bytes, totalBytes: bytes.length},
		});
		await harOf([{record: detail.record, detail}, {record: detail.record}], exportContext);
	}), {numRuns: 50});
});

test('JSON lines hold an object each, with the names of the access log', async () => {
	const detail = fakeExchange({requestBody: capturedText('hi'), responseBody: {bytes: Uint8Array.from([0xFF]), totalBytes: 9}});
	const lines = (await writeExport('jsonl', [{record: detail.record, detail}, {record: fakeRecord({number: 2, error: 'backend_reset'})}], exportContext)).trimEnd().split('\n');
	const [first, second] = lines.map(line => JSON.parse(line) as Record<string, unknown>);
	assert.deepEqual(first!['request_body'], {text: 'hi', total_bytes: 2});
	assert.deepEqual(first!['response_body'], {base64: '/w==', total_bytes: 9});
	assert.equal(second!['error'], 'backend_reset');
	assert.equal(second!['request_headers'], undefined);
});

test('a table quotes what needs it, and holds nothing that a spreadsheet would run', () => {
	const csv = toCsv([fakeRecord({number: 1, target: '/a,"b"', method: '=cmd', requestId: '@x'})]);
	const [header, row, end] = csv.split('\r\n', 4);
	assert.match(header!, /^number,started_at,method,target,status,/v);
	assert.match(row!, /^1,2026-01-02T12:00:00\.001Z,'=cmd,"\/a,""b""",200,3\.1,0,512,127\.0\.0\.1,http:\/\/127\.0\.0\.1:9001,1,,'@x$/v);
	assert.equal(end, '');
});
