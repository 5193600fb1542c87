import assert from 'node:assert/strict';
import test from 'node:test';
import type {Schema} from '../../source/config/schema.js';
import {
	authority,
	bearerToken,
	byteCount,
	fileName,
	listenHost,
	oneOf,
	onOff,
	pathPrefix,
	portNumber,
	requestPath,
	timeSpan,
	wholeNumber,
} from '../../source/config/value-types.js';

/** What each value is read as; an error for a refused one. */
const read = (schema: Schema<unknown>, given: readonly unknown[]): readonly unknown[] =>
	given.map(value => schema.read(value).value);

/** The different messages with which the values are refused; `accepted` for each that is not. */
const refusals = (schema: Schema<unknown>, given: readonly unknown[]): readonly string[] =>
	[...new Set(given.map(value => schema.read(value).issues?.[0]?.message ?? `accepted ${JSON.stringify(value)}`))];

test('a whole number comes as text or as a number', () => {
	const {schema} = wholeNumber(2, 10);
	assert.deepEqual(read(schema, ['2', 2, '10', 10, '007']), [2, 2, 10, 10, 7]);
	const wrong = ['1', 1, '11', 2.5, '2.5', '0x3', '3e0', ' 3', '3 ', '+3', '-3', '', 'abc', true, null, [3], NaN, Infinity, '9'.repeat(400)];
	assert.deepEqual(refusals(schema, wrong), ['give a whole number from 2 to 10']);
});

test('a port is 0 to 65535', () => {
	assert.deepEqual(read(portNumber.schema, ['0', 65_535]), [0, 65_535]);
	assert.deepEqual(refusals(portNumber.schema, ['65536', -1]), ['give a whole number from 0 to 65535']);
});

test('a time carries its unit and becomes milliseconds', () => {
	const {schema} = timeSpan('10ms', '1h');
	assert.deepEqual(read(schema, ['10ms', '10s', '0.5s', '1.5m', '1h']), [10, 10_000, 500, 90_000, 3_600_000]);
	const wrong = ['9ms', '0s', '61m', '1.1h', '10 s', '10S', '10sec', '-1s', 's', '', '1e3ms', '1m30s', null, true];
	assert.deepEqual(refusals(schema, wrong), ['give a time from 10ms to 1h with its unit, such as 500ms, 10s or 1m']);
});

test('a time without its unit is refused with a hint', () => {
	const allowed = 'give a time from 10ms to 1h with its unit, such as 500ms, 10s or 1m';
	assert.deepEqual(refusals(timeSpan('10ms', '1h').schema, ['10', 10, '0.5']), [`${allowed}; did you mean 10s?`, `${allowed}; did you mean 0.5s?`]);
});

test('a switch comes as text or as a boolean', () => {
	assert.deepEqual(read(onOff.schema, [true, 'true', 'yes', 'on', '1', 'TRUE']), Array.from({length: 6}, () => true));
	assert.deepEqual(read(onOff.schema, [false, 'false', 'no', 'off', '0']), Array.from({length: 5}, () => false));
	assert.deepEqual(refusals(onOff.schema, ['maybe', '', 1, null]), ['give true or false']);
});

test('a choice names all and proposes the nearest', () => {
	const {schema} = oneOf(['round-robin', 'least-connections'], 'POLICY');
	assert.deepEqual(read(schema, ['round-robin']), ['round-robin']);
	assert.deepEqual(refusals(schema, ['roundrobbin']), ['give one of round-robin, least-connections; did you mean round-robin?']);
	assert.deepEqual(refusals(schema, ['banana', 1, '']), ['give one of round-robin, least-connections']);
});

test('an address to listen on is an IP address or a host name', () => {
	const fine = ['0.0.0.0', '::1', 'my-host.example'];
	assert.deepEqual(read(listenHost.schema, fine), fine);
	assert.deepEqual(read(listenHost.schema, ['[::1]']), ['::1']);
	const wrong = ['', 'a b', '1.2.3', '999.1.1.1', 'http://a', 'a:80', '-a', 8080];
	assert.deepEqual(refusals(listenHost.schema, wrong), ['give an IP address or a host name, such as 127.0.0.1 or ::']);
});

test('a token is what an Authorization header can carry', () => {
	assert.deepEqual(read(bearerToken.schema, ['abc.DEF-1_2~3+4/5==']), ['abc.DEF-1_2~3+4/5==']);
	const wrong = ['', 'a b', 'ä', 'a\n', '=', 'a'.repeat(257)];
	assert.deepEqual(refusals(bearerToken.schema, wrong), ['give up to 256 letters, digits and any of - . _ ~ + /']);
});

test('a request path starts with a slash and fits a request line', () => {
	assert.deepEqual(read(requestPath.schema, ['/', '/health?deep=1']), ['/', '/health?deep=1']);
	const wrong = ['', 'health', '/a b', '/a#b', '/ä', '/a\r\nX: y', `/${'a'.repeat(2048)}`];
	assert.deepEqual(refusals(requestPath.schema, wrong), ['give a path that starts with /, without spaces and #']);
});

test('a file name is not empty and holds no NUL', () => {
	assert.deepEqual(read(fileName.schema, ['./some file.yaml']), ['./some file.yaml']);
	assert.deepEqual(refusals(fileName.schema, ['', 'a\0b', 1]), ['give the name of a file']);
});

test('a number of bytes comes with or without a unit', () => {
	const {schema} = byteCount;
	assert.deepEqual(read(schema, ['0', 5, '12b', '1KB', '1.5kb', '2 MB', '1GB', '1KiB', '2MiB', '0.5GiB']), [0, 5, 12, 1000, 1500, 2_000_000, 1_000_000_000, 1024, 2_097_152, 536_870_912]);
	const wrong = ['', 'MB', '-1', '1.MB', '1TB', '1M', '1  MB', '0x10', '1e3', 'abc', NaN, -1, Infinity, '9'.repeat(13), null, true, []];
	assert.deepEqual(refusals(schema, wrong), ['give a number of bytes, such as 512KB, 10MB or 1GiB']);
});

test('a prefix is the beginning of a path', () => {
	const {schema} = pathPrefix;
	assert.deepEqual(read(schema, ['/api', '/api/', '/a/b', '/%20']), ['/api', '/api', '/a/b', '/%20']);
	assert.deepEqual(refusals(schema, ['', '/', 'api', '/a b', '/a?b', '/a#b', '/\u00E9', '/a\n', '?', 5, null]), ['give a path that starts with /, such as /api']);
});

test('a host may have a port', () => {
	const {schema} = authority;
	assert.deepEqual(read(schema, ['a', 'a.example:80', '127.0.0.1', '[::1]:80']), ['a', 'a.example:80', '127.0.0.1', '[::1]:80']);
	assert.deepEqual(refusals(schema, ['', 'a b', 'a/b', 'http://a', 'a\r\nb', 'u@a', 'a,b', '::1', 5]), ['give a host, such as example.com or example.com:8080']);
});

test('a time that may be none is none, or long enough', () => {
	const {schema} = timeSpan('1s', '1h', true);
	assert.deepEqual(['0s', '1s', '1h'].map(text => schema.read(text).value), [0, 1000, 3_600_000]);
	for (const text of ['1ms', '999ms', '2h', '0', '']) {
		assert.ok(schema.read(text).issues, text);
	}
});
