import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseBackendUrl, type BackendUrl} from '../../source/model/backend-url.js';

const accepted: ReadonlyArray<readonly [given: string, url: string]> = [
	['http://localhost:3000', 'http://localhost:3000'],
	['  http://localhost:3000\n', 'http://localhost:3000'],
	['HTTP://LocalHost:3000/', 'http://localhost:3000'],
	['https://example.com:8443', 'https://example.com:8443'],
	['https://example.com:443/', 'https://example.com'],
	['https://example.com:8443', 'https://example.com:8443'],
	['http://[::1]:3000', 'http://[::1]:3000'],
	['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
	['http://127.1:8080', 'http://127.0.0.1:8080'],
	['http://my_service:8080', 'http://my_service:8080'],
	['H2C://LocalHost:3000/', 'h2c://localhost:3000'],
	['h2c://127.1:80', 'h2c://127.0.0.1'],
	['https://bücher.example', 'https://xn--bcher-kva.example'],
	['https://host.example.:81', 'https://host.example.:81'],
];

for (const [given, url] of accepted) {
	test(`${JSON.stringify(given)} is the backend ${url}`, () => {
		assert.deepEqual(parseBackendUrl(given), {url});
	});
}

const refused: ReadonlyArray<readonly [given: string, reason: RegExp]> = [
	['', /is needed, such as http/v],
	[' '.repeat(3), /is needed/v],
	['localhost:3000', /did you mean http:\/\/localhost:3000\?$/v],
	['example.com', /did you mean http:\/\/example\.com\?$/v],
	['3000', /did you mean http:\/\/localhost:3000\?$/v],
	[':3000', /did you mean http:\/\/localhost:3000\?$/v],
	['[::1]:3000', /did you mean http:\/\/\[::1\]:3000\?$/v],
	['99999', /starts with http:\/\/ or https:\/\/, such as/v],
	['ftp://example.com', /starts with http:\/\/ or https:\/\//v],
	['ws://example.com', /starts with http:\/\/ or https:\/\//v],
	['http:example.com', /starts with http:\/\/ or https:\/\//v],
	['//example.com', /starts with http:\/\/ or https:\/\//v],
	['http://', /needs a host/v],
	['http:///path', /needs a host/v],
	['http://:3000', /needs a host/v],
	['http://localhost:0', /1 to 65535, not 0/v],
	['http://localhost:65536', /1 to 65535, not 65536/v],
	['http://localhost:', /1 to 65535/v],
	['http://user:secret@localhost:3000', /cannot contain a user or password/v],
	['http://user@localhost', /cannot contain a user or password/v],
	['http://@localhost', /cannot contain a user or password/v],
	['http://localhost:3000/api', /leave "\/api" off/v],
	['http://localhost:3000//', /leave "\/\/" off/v],
	['http://localhost:3000/.', /leave "\/\." off/v],
	['http://localhost?', /leave "\?" off/v],
	['http://localhost/#', /leave "\/#" off/v],
	['http://localhost?a=b', /leave "\?a=b" off/v],
	['http://a b', /cannot contain spaces, control characters or backslashes/v],
	['http://exa\tmple.com', /cannot contain spaces, control characters/v],
	[String.raw`http:\\example.com`, /backslashes/v],
	['http://exa\u{202E}mple.com', /control characters/v],
	['http://*', /"\*" is not a valid host name/v],
	['https://a..b', /"a\.\.b" is not a valid host name/v],
	['http://-a', /"-a" is not a valid host name/v],
	['http://1.2.3.4.5', /is not a valid host name/v],
	['http://256.1.1.1', /is not a valid host name/v],
	['http://[::1', /is not a valid host name/v],
	['http://::1:3000', /is not a valid host name/v],
	[`http://${'a'.repeat(64)}.example`, /is not a valid host name/v],
	[`http://${'a.'.repeat(300)}`, /at most 512 characters/v],
];

for (const [given, reason] of refused) {
	test(`${JSON.stringify(given.slice(0, 50))} is refused`, () => {
		const result = parseBackendUrl(given);
		assert.equal(result.url, undefined);
		assert.match(result.reason ?? '', reason);
	});
}

test('a reason never repeats a password', () => {
	assert.doesNotMatch(parseBackendUrl('http://user:hunter2@localhost').reason ?? '', /hunter2/v);
	assert.doesNotMatch(parseBackendUrl('user:hunter2@localhost').reason ?? '', /hunter2/v);
});

const isSettled = ({url, reason}: BackendUrl): boolean =>
	url === undefined ? reason !== '' : parseBackendUrl(url).url === url && new URL(url).origin === url;

test('any text is either an origin that is read back as itself, or refused in words', () => {
	const authority = fc.webAuthority({withPort: true, withUserInfo: true}).map(text => `http://${text}`);
	const address = fc.ipV6().map(text => `http://[${text}]:80/`);
	const text = fc.oneof(fc.string({unit: 'binary'}), fc.webUrl(), authority, address);
	fc.assert(fc.property(text, given => {
		assert.ok(isSettled(parseBackendUrl(given)));
	}), {numRuns: 2000});
});
