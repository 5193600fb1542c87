import assert from 'node:assert/strict';
import test from 'node:test';
import type {AccessLogEntry} from '../../../../../source/model/access-log-entry.js';
import {combinedLine, commonLine} from '../../../../../source/engines/threads/data-plane/access-log/common-format.js';
import {jsonFormat} from '../../../../../source/engines/threads/data-plane/access-log/json-format.js';
import {Redaction} from '../../../../../source/engines/threads/data-plane/access-log/redaction.js';
import {Recording} from '../../../../../source/engines/threads/data-plane/recording/recording.js';

const entry: AccessLogEntry = {
	sequence: 1,
	startedAt: Date.UTC(2026, 9, 5, 3, 4, 5, 678),
	durationMs: 1.2346,
	method: 'GET',
	target: '/a?b=c',
	status: 200,
	responseBytes: 12,
	requestBytes: 0,
	client: '10.0.0.9',
	requestId: 'r1',
	traceId: '0af7651916cd43dd8448eb211c80319c',
	backend: {id: 'b1', url: 'http://b'},
	attempts: 1,
};

const recordingOf = (change: Partial<AccessLogEntry> = {}, rawHeaders: readonly string[] = []): Recording => {
	const recording = new Recording({httpVersion: '1.1', rawFields: rawHeaders, peer: {address: '10.0.0.9', port: 8000, scheme: 'http'}});
	recording.end({...entry, ...change});
	return recording;
};

const plain = new Redaction([]);

test('the common format is that of web servers', () => {
	assert.equal(commonLine(recordingOf(), plain), '10.0.0.9 - - [05/Oct/2026:03:04:05 +0000] "GET /a?b=c HTTP/1.1" 200 12\n');
	assert.equal(commonLine(recordingOf({method: '', target: '', status: 400, responseBytes: 0}), plain), '10.0.0.9 - - [05/Oct/2026:03:04:05 +0000] "-" 400 -\n');
});

test('the combined format adds where a client comes from and what it says it is', () => {
	const headers = ['Host', 'a', 'User-Agent', 'curl/8 "x"', 'REFERER', 'http://r/?token=1'];
	assert.equal(combinedLine(recordingOf({}, headers), plain), String.raw`10.0.0.9 - - [05/Oct/2026:03:04:05 +0000] "GET /a?b=c HTTP/1.1" 200 12 "http://r/?token=1" "curl/8 \"x\""` + '\n');
	assert.match(combinedLine(recordingOf(), plain), / "-" "-"\n$/v);
});

test('nothing that a client sends ends a line or a quote', () => {
	const line = commonLine(recordingOf({target: '/"\\\r\n\u{1B}[31m\u{FF}'}), plain);
	assert.match(line, /"GET \/\\"\\\\\\x0d\\x0a\\x1b\[31m\\xc3\\xbf HTTP\/1\.1" 200 12\n$/v);
	assert.equal(line.split('\n').length, 2);
});

test('values of listed parameters and fields are left out of every format', () => {
	const redaction = new Redaction(['Token', 'api key', 'user-agent']);
	assert.equal(redaction.target('/p?a=1&token=secret&TOKEN=other&api+key=x&to%6Ben=y&token&%=z#f'), '/p?a=1&token=***&TOKEN=***&api+key=***&to%6Ben=***&token&%=z#f');
	assert.equal(redaction.target('/token=1'), '/token=1');
	const recording = recordingOf({target: '/?token=secret'}, ['User-Agent', 'secret', 'Referer', 'http://r/?token=secret']);
	const lines: string[] = [];
	jsonFormat({
		write(line) {
			lines.push(line);
		},
	}, redaction)(recording);
	for (const line of [...lines, commonLine(recording, redaction), combinedLine(recording, redaction)]) {
		assert.doesNotMatch(line, /secret/v);
	}
});

test('what is not there is not left out either', () => {
	assert.match(combinedLine(recordingOf(), new Redaction(['referer', 'user-agent'])), / "-" "-"\n$/v);
});

test('a line of JSON has the names in the readme', () => {
	const lines: string[] = [];
	jsonFormat({
		write(line) {
			lines.push(line);
		},
	}, plain)(recordingOf({error: 'backend_reset', failedAttempts: [{backend: {id: 'b1', url: 'http://b'}, reason: 'connection reset'}]}));
	const {time, ...rest} = JSON.parse(lines[0]!) as Record<string, unknown>;
	assert.equal(typeof time, 'string');
	assert.deepEqual(rest, {
		level: 'info',
		method: 'GET',
		target: '/a?b=c',
		status: 200,
		client: '10.0.0.9',
		request_id: 'r1',
		trace_id: '0af7651916cd43dd8448eb211c80319c',
		backend: 'http://b',
		tries: 1,
		failed_tries: [{backend: 'http://b', reason: 'connection reset'}],
		error: 'backend_reset',
		duration_ms: 1.235,
		response_bytes: 12,
		request_bytes: 0,
		started_at: entry.startedAt,
		message: 'request',
	});
});
