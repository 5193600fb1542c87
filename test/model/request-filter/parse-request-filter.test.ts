import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {LogRecord} from '../../../source/model/access-log-entry.js';
import {filterTerm} from '../../../source/model/request-filter/advise-on-filter.js';
import {filterFields} from '../../../source/model/request-filter/fields.js';
import {parseRequestFilter, type RequestFilter} from '../../../source/model/request-filter/parse-request-filter.js';
import {fakeOpenRequest, fakeRecord} from '../../helpers/fake-control.js';

const now = Date.UTC(2026, 0, 2, 12, 0, 0);

const record = fakeRecord({
	number: 1,
	method: 'POST',
	target: '/API/orders?page=2',
	status: 502,
	durationMs: 200.5,
	responseBytes: 10_000,
	startedAt: now - 30_000,
	client: '10.0.0.7',
	userAgent: 'curl/8.5',
	protocol: 'h2',
	tls: {version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', serverName: 'api.example', isResumed: false},
	requestId: '4f2a-77',
	traceId: 'abcdef',
	backend: {id: 'b1', url: 'http://127.0.0.1:9091'},
	attempts: 2,
	error: 'backend_unreachable',
});

const parsed = (text: string): RequestFilter => {
	const filter = parseRequestFilter(text);
	return 'error' in filter ? assert.fail(`${text}: ${filter.error}`) : filter;
};

const doesMatch = (text: string, given: LogRecord = record): boolean => parsed(text).matches(given, now);

for (const [text, isMatch] of [
	['', true],
	[' \t', true],
	['status:5xx', true],
	['status:5XX', true],
	['status:4xx', false],
	['status:502', true],
	['status:500-502', true],
	['status:>502', false],
	['status:>=502', true],
	['status:404|5xx', true],
	['!status:5xx', false],
	['ms:>200', true],
	['ms:>200ms', true],
	['ms:<=200', false],
	['ms:100-300', true],
	['ms:>0.2s', true],
	['age:<1m', true],
	['age:>1m', false],
	['age:20-40', true],
	['backend:9091', true],
	['backend:B1', true],
	['backend:9092', false],
	['method:post', true],
	['method:pos', false],
	['method:GET|POST', true],
	['path:/api', true],
	['path:/orders', false],
	['path:orders', true],
	['path:"page=2"', true],
	['client:10.0.', true],
	['client:0.0.7', false],
	['proto:H2', true],
	['proto:h1', false],
	['sni:example', true],
	['sni:other', false],
	['agent:CURL', true],
	['agent:wget', false],
	['error:unreachable', true],
	['error:any', true],
	['size:>9k', true],
	['size:10kB', true],
	['size:<10k', false],
	['tries:>1', true],
	['id:4f', true],
	['id:abc', true],
	['orders', true],
	['!orders', false],
	['502', true],
	['127.0.0.1:9091', true],
	['http://127', true],
	['page=2', true],
	['a=b', false],
	['"status=502"', false],
	['-status', false],
	['"-status:2xx"', false],
	['"/api/orders"', true],
	['status:5xx ms:>200 backend:9091 method:POST path:/api !path:/health api', true],
	['status:5xx ms:>300', false],
] as const) {
	test(`${text === '' ? 'nothing' : text} ${isMatch ? 'finds' : 'leaves out'} the request`, () => {
		assert.equal(doesMatch(text), isMatch);
	});
}

test('a request without a backend, an error or an id is not found by them', () => {
	const bare = fakeRecord({number: 2, backend: undefined});
	for (const text of ['backend:9', 'error:any', 'error:e', 'id:4']) {
		assert.equal(doesMatch(text, bare), false, text);
		assert.equal(doesMatch(`!${text}`, bare), true, text);
	}
});

test('is:open finds requests in flight, and says that it finds no others', () => {
	const open = fakeOpenRequest({method: 'POST'});
	assert.deepEqual(['is:open', 'IS:Open', '!is:open', 'is:open method:POST', 'status:5xx'].map(text => parsed(text).matches(open, now)), [true, true, false, true, false]);
	assert.deepEqual(['is:open', '!is:open'].map(text => doesMatch(text)), [false, true]);
	assert.deepEqual(['', 'status:5xx', '!is:open', 'x is:open'].map(text => parsed(text).isOfOpen), [false, false, false, true]);
});

for (const [text, position, error] of [
	['status:5yy', 7, /^“5yy” is not a valid status: try 5xx, 404/v],
	['method:GET status:abc', 18, /not a valid status/v],
	['is:closed', 3, /^“closed” is not a valid state: try open\./v],
	['ms:>fast', 3, /not a valid time/v],
	['ms:500-100', 3, /not a valid time/v],
	['ms:>5parsecs', 3, /not a valid time/v],
	['ms:>5toString', 3, /not a valid time/v],
	['sttus:500', 0, /^Did you mean status\? Unknown field “sttus”; .*quotes\. Fields: status, ms, /v],
	['x methd:POST', 2, /^Did you mean method\? /v],
	['ms>200', 0, /^Did you mean ms:>200\? .*quotes/v],
	['x !ms>=2s', 2, /^Did you mean !ms:>=2s\? /v],
	['status=500|503', 0, /^Did you mean status:500\|503\? /v],
	['Status==500', 0, /^Did you mean Status:500\? /v],
	['status>=500', 0, /^Did you mean status:>=500\? /v],
	['status!=500', 0, /^Did you mean !status:500\? /v],
	['method:GET -status:2xx', 11, /^Did you mean !status:2xx\? /v],
	['not:path:"/a b"', 0, /^Did you mean !path:"\/a b"\? /v],
	['-tries<2', 0, /^Did you mean !tries:<2\? /v],
	['a !localhost:3000', 3, /Unknown field “localhost”/v],
	['path:/a|| b', 8, /requires a value/v],
] as const) {
	test(`${text} is wrong at ${position}`, () => {
		const filter = parseRequestFilter(text);
		assert.ok('error' in filter);
		assert.match(filter.error, error);
		assert.equal(filter.position, position);
		assert.equal(filter.isIncomplete, false);
	});
}

for (const [text, position] of [['status:', 7], ['method:GET !path:', 17], ['!', 1], ['status:5xx|', 11], ['path:"a b', 5]] as const) {
	test(`${text} only lacks its end`, () => {
		const filter = parseRequestFilter(text);
		assert.ok('error' in filter && filter.isIncomplete);
		assert.equal(filter.position, position);
	});
}

test('a filter that is too long is refused', () => {
	assert.ok('error' in parseRequestFilter('a '.repeat(600)));
});

test('each term says what it means', () => {
	assert.deepEqual(parsed('status:5xx !ms:>200 age:<1m path:/a|b x').terms.map(({meaning}) => meaning), [
		'with status 500 to 599',
		'except those that took over 200 ms',
		'that arrived under 1m ago',
		'whose path begins with “/a” or whose path contains “b”',
		'that show “x”',
	]);
});

const text = fc.string({unit: 'binary', maxLength: 30});
const anyRecord: fc.Arbitrary<LogRecord> = fc.record({
	method: text,
	target: text,
	client: text,
	requestId: fc.option(text, {nil: undefined}),
	status: fc.integer({min: 100, max: 599}),
	durationMs: fc.double({min: 0, max: 1e6, noNaN: true}),
	responseBytes: fc.nat(),
	tries: fc.nat({max: 5}),
	url: fc.option(text, {nil: undefined}),
}).map(({url, ...given}) => fakeRecord({number: 1, ...given, backend: url === undefined ? undefined : {id: 'b1', url}}));
const term = fc.oneof(
	fc.constantFrom('status:5xx', 'ms:>200', '!method:GET', 'path:/a|b', 'tries:0', 'a', '!b', '"x y"'),
	fc.tuple(fc.constantFrom(...filterFields), text).map(([field, value]) => filterTerm(field, value === '' ? 'x' : value)),
);

test('any text is parsed, or the error names its position', () => {
	const typed = fc.array(fc.oneof(term, text, fc.constantFrom('"', '!', '|', ':', ' ', String.raw`\\`))).map(parts => parts.join(' ').slice(0, 1000));
	fc.assert(fc.property(fc.oneof(text, typed), anyRecord, (given, one) => {
		const filter = parseRequestFilter(given);
		if ('error' in filter) {
			assert.ok(filter.position >= 0 && filter.position <= given.length);
		} else {
			assert.equal(typeof filter.matches(one, now), 'boolean');
		}
	}));
});

test('terms hold all together, and ! turns each round', () => {
	fc.assert(fc.property(term, term, anyRecord, (first, second, one) => {
		fc.pre([first, second].every(each => !('error' in parseRequestFilter(each))));
		assert.equal(doesMatch(`${first}  ${second}`, one), doesMatch(first, one) && doesMatch(second, one));
		assert.notEqual(doesMatch(first.startsWith('!') ? first.slice(1) : `!${first}`, one), doesMatch(first, one));
	}));
});

test('a request is found again by each of its values', () => {
	fc.assert(fc.property(anyRecord, fc.constantFrom(...filterFields), (one, field) => {
		const value = field.valueOf(one);
		fc.pre(value !== undefined && value !== '');
		assert.ok(doesMatch(filterTerm(field, value), one));
	}));
});
