import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseBackendUrl} from '../../source/model/backend-url.js';
import {intendedUrl} from '../../source/model/intended-url.js';

for (const [given, url] of [
	['localhost:3000', 'http://localhost:3000'],
	[' localhost ', 'http://localhost'],
	['3000', 'http://localhost:3000'],
	[':3000', 'http://localhost:3000'],
	['3000/', 'http://localhost:3000'],
	['http://3000', 'http://localhost:3000'],
	['https://3000', 'https://localhost:3000'],
	['HTTP://:3000', 'HTTP://localhost:3000'],
	['123456', 'http://localhost:123456'],
	['[::1]:3000', 'http://[::1]:3000'],
	['10.0.0.5:80', 'http://10.0.0.5:80'],
	['user:secret@host', 'http://user:secret@host'],
	['https://a.example', 'https://a.example'],
	['ftp://a.example', 'ftp://a.example'],
	['http+dns://web.internal:8080', 'http+dns://web.internal:8080'],
	['//a.example', '//a.example'],
	['', ''],
] as const) {
	test(`${JSON.stringify(given)} means ${url}`, () => {
		assert.equal(intendedUrl(given), url);
	});
}

test('every port alone is one of this machine, and what is a URL already stays what it is', () => {
	fc.assert(fc.property(fc.integer({min: 1, max: 65_535}), port => {
		const {url} = parseBackendUrl(`http://localhost:${port}`);
		assert.equal(parseBackendUrl(intendedUrl(String(port))).url, url);
	}));
	fc.assert(fc.property(fc.webAuthority({withPort: true}), authority => {
		const {url} = parseBackendUrl(`https://${authority}`);
		if (url !== undefined) {
			assert.equal(intendedUrl(url), url);
		}
	}));
});
