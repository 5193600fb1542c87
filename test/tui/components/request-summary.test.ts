import assert from 'node:assert/strict';
import test from 'node:test';
import type {LogRecord} from '../../../source/model/access-log-entry.js';
import {requestSummary} from '../../../source/tui/components/side-panel/request-summary.js';
import {plainLook} from '../../helpers/drawn-screen.js';

const record: LogRecord = {
	number: 1, sequence: 1, startedAt: 0, durationMs: 1, method: 'GET', target: '/', status: 200, responseBytes: 0, requestBytes: 0, client: '::1', attempts: 1,
};

const tls = {version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', serverName: 'a.example', isResumed: false};

for (const [more, expected] of [
	[{}, undefined],
	[{scheme: 'https'}, 'TLS'],
	[{protocol: 'h2'}, 'HTTP/2'],
	[{scheme: 'https', tls: {...tls, serverName: undefined, isResumed: true}}, 'TLS 1.3, resumed, TLS_AES_256_GCM_SHA384'],
	[{scheme: 'https', protocol: 'h2', tls}, 'HTTP/2, TLS 1.3, TLS_AES_256_GCM_SHA384, for a.example'],
] as const) {
	test(`a request tells what it came over: ${expected ?? 'nothing for HTTP/1 in plain'}`, () => {
		const lines = requestSummary({...record, ...more}, 120, plainLook).map(line => line.map(({text}) => text).join(''));
		assert.equal(lines.find(line => line.includes(' over '))?.trim().replace(/^over +/v, ''), expected);
	});
}
