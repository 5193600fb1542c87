import assert from 'node:assert/strict';
import type {Buffer} from 'node:buffer';
import {execFile, spawnSync} from 'node:child_process';
import type {IncomingHttpHeaders} from 'node:http';
import {buffer} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {promisify} from 'node:util';
import type {ExchangeDetail} from '../../../source/model/exchange-detail.js';
import {toCurl} from '../../../source/tui/features/export/curl.js';
import {fakeRecord} from '../../helpers/fake-control.js';
import {capturedText, exportContext, fakeExchange} from '../../helpers/fake-exchange.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';

// eslint-disable-next-line @typescript-eslint/strict-void-return -- Node's own promisified form is meant.
const run = promisify(execFile);

type Received = {method: string; url: string; headers: IncomingHttpHeaders; body: Buffer};

/** Runs the command with a shell and says what a server got from it. */
const received = async (t: TestContext, detail: ExchangeDetail): Promise<Received | undefined> => {
	if (spawnSync('curl', ['--version']).error) {
		t.skip('curl is missing');
		return undefined;
	}

	const seen = Promise.withResolvers<Received>();
	const server = await startHttpBackend((request, response) => {
		void buffer(request).then(body => {
			seen.resolve({method: request.method!, url: request.url!, headers: request.headers, body});
			response.end();
		});
	});
	t.after(async () => server.close());
	await run('sh', ['-c', toCurl({record: detail.record, detail}, {...exportContext, origin: server.url, showsSecrets: true})]);
	return seen.promise;
};

test('the command sends the same request again, whatever is in it', async t => {
	const seen = await received(t, fakeExchange({
		record: fakeRecord({number: 1, method: 'PUT', target: '/a/../b?x=[1]&y={$HOME}'}),
		requestHeaders: ['Host', 'shop.example', 'X-Text', 'it\'s "$(echo)" `x`', 'X-Empty', '', 'Content-Length', '999', 'Accept-Encoding', 'gzip', 'User-Agent', 'me'],
		requestBody: capturedText('@it\'s\n$HOME \\ é'),
	}));
	if (seen) {
		assert.equal(seen.method, 'PUT');
		assert.equal(seen.url, '/a/../b?x=[1]&y={$HOME}');
		assert.equal(seen.headers.host, 'shop.example');
		assert.equal(seen.headers['x-text'], 'it\'s "$(echo)" `x`');
		assert.equal(seen.headers['x-empty'], '');
		assert.equal(seen.headers['content-type'], undefined);
		assert.equal(seen.body.toString(), '@it\'s\n$HOME \\ é');
	}
});

test('a body that is no text arrives as it was', async t => {
	const bytes = Uint8Array.from({length: 256}, (_, index) => index);
	const seen = await received(t, fakeExchange({record: fakeRecord({number: 1, method: 'POST'}), requestBody: {bytes, totalBytes: 256}}));
	if (seen) {
		assert.equal(seen.method, 'POST');
		assert.deepEqual([...seen.body], [...bytes]);
	}
});

test('what is plain stays plain', () => {
	const detail = fakeExchange({record: fakeRecord({number: 1, target: '/items?page=2'}), requestHeaders: ['Host', 'localhost:8000', 'Accept', '*/*']});
	assert.equal(toCurl({record: detail.record, detail}, exportContext), 'curl -H \'Accept: */*\' \\\n  \'http://localhost:8000/items?page=2\'');
	assert.equal(toCurl({record: fakeRecord({number: 1, method: 'HEAD', target: '/'})}, exportContext), 'curl --head \\\n  http://localhost:8000/');
});

test('a body that was not captured is said to be missing', () => {
	const detail = fakeExchange({record: fakeRecord({number: 1, method: 'POST', requestBytes: 12})});
	assert.match(toCurl({record: detail.record, detail}, exportContext), /^# Its body of 12 bytes was not captured\.\ncurl -X POST /v);
});

test('of a request that could not be read there is no command', () => {
	const record = fakeRecord({number: 1, method: '', target: '', error: 'malformed_request', errorDetail: 'Duplicate Content-Length.'});
	assert.equal(toCurl({record}, exportContext), '# A request that could not be read: Duplicate Content-Length.');
	assert.equal(toCurl({record: {...record, errorDetail: 'one\nrm -rf two'}}, exportContext), '# A request that could not be read: one rm -rf two');
});
