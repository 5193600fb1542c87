/* Random exchanges of one client's connection, with what may go wrong on either side. Texts hold one character per byte (latin1). */
import fc from 'fast-check';
import {clearRequest, mutate, mutations} from '../wire/request-arbitraries.js';
import {refusedPayloads} from '../wire/smuggling-payloads.js';
import {isAvoided} from './intended-differences.js';

/**
What one side sends at once, and what it does when the proxy has nothing more to do: sends the rest, ends or resets its connection,
or nothing.
*/
export type Part = {
	readonly pieces: readonly string[];
	readonly act: 'nothing' | 'rest' | 'end' | 'reset';
	readonly rest: readonly string[];
};

export type PlannedAnswer = Part & {
	/** Whether its connection ends right after it. */
	readonly isLast: boolean;
	/** Whether it does not wait for a request body that does not come. */
	readonly isEarly: boolean;
};

export type LanePlan = {
	readonly client: Part;
	/** How many times the backends act before the client does. */
	readonly clientWaits: number;
	readonly methods: readonly string[];
	/** In the order in which backends get requests; the last one for all that follow. */
	readonly answers: readonly PlannedAnswer[];
};

const joined = (...parts: ReadonlyArray<fc.Arbitrary<string>>): fc.Arbitrary<string> => fc.tuple(...parts).map(texts => texts.join(''));
const some = (line: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> => fc.array(line, {maxLength}).map(lines => lines.join(''));
const rarely = (text: fc.Arbitrary<string>, weight = 3): fc.Arbitrary<string> => fc.oneof({weight: 30 - weight, arbitrary: fc.constant('')}, {weight, arbitrary: text});
const caseOf = (text: string): fc.Arbitrary<string> => fc.constantFrom(text, text, text.toLowerCase(), text.toUpperCase());

const body = fc.oneof(
	{weight: 8, arbitrary: fc.array(fc.constantFrom('a', '0', '\r\n', 'GET / HTTP/1.1\r\n\r\n', '\0', '\u00FF', 'xyz'), {maxLength: 20}).map(parts => parts.join(''))},
	{weight: 1, arbitrary: fc.integer({min: 1000, max: 3000}).map(length => 'y'.repeat(length))},
	{weight: 1, arbitrary: fc.integer({min: 60_000, max: 90_000}).map(length => 'z'.repeat(length))},
);

const chunked = fc.tuple(
	body,
	fc.array(fc.tuple(fc.oneof(fc.integer({min: 1, max: 16}), fc.integer({min: 1, max: 50_000})), fc.constantFrom('', '', '', ';a=b', ';a', ';x="y;z"'), fc.constantFrom('', '', '', '00')), {minLength: 1, maxLength: 4}),
	rarely(fc.constantFrom('X-T: 1\r\n', 'x-t:2\r\nX-U: 3\r\n', 'Host: q\r\n', 'Etag: "x"\r\n')),
).map(([content, chunks, trailers]) => {
	let text = '';
	for (let at = 0, index = 0; at < content.length; index++) {
		const [length, extension, zeros] = chunks[index % chunks.length]!;
		const data = content.slice(at, at + Math.max(length, Math.trunc(content.length / 20)));
		text += `${zeros}${data.length.toString(16)}${extension}\r\n${data}\r\n`;
		at += data.length;
	}

	return `${text}0\r\n${trailers}\r\n`;
});

const requestNames = [
	'X-A', 'x-b', 'Accept', 'Cookie', 'User-Agent', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Via', 'TE', 'Forwarded', 'Cache-Control', 'Keep-Alive', 'Proxy-Connection', 'traceparent', 'tracestate', 'X-Request-Id',
	'Trailer', 'Referer', 'Content-Type', 'x_under', 'Set-Cookie', 'Proxy-Authorization', 'Authorization', 'Max-Forwards', '__proto__', 'constructor', '12',
] as const;
const requestValues = ['a', '', 'a, b', 'trailers', 'gzip;q=1', '1.1 other', '203.0.113.9', 'https', 'x=y; z=w', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'Basic abc', '\u00E9\u00FF', '"q,s"', '5', 'for=1.2.3.4'] as const;
const field = (names: readonly string[], values: readonly string[], ends: readonly string[]): fc.Arbitrary<string> =>
	joined(fc.constantFrom(...names), fc.constantFrom(': ', ': ', ': ', ':', ':  ', ':\t'), fc.constantFrom(...values), fc.constantFrom(...ends));
const requestField = field(requestNames, requestValues, ['\r\n', '\r\n', '\r\n', ' \r\n', '\t \r\n']);

type PlannedRequest = {readonly method: string; readonly bytes: string};

const methods = ['GET', 'GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'] as const;
const targets = ['/', '/a', '/a?b=c', '/p/a', '/%41%zz', '//x', '/a/../b', '/a;b|c"<>', `/${'p'.repeat(300)}`] as const;
const rareTargets = ['*', 'http://a/abs', 'a:1', '/a#f', `/${'q'.repeat(9000)}`] as const;

const message = fc.oneof(
	{weight: 2, arbitrary: fc.constant('\r\n')},
	{weight: 1, arbitrary: fc.tuple(caseOf('Content-Length'), rarely(fc.constant('00')), body).map(([name, zeros, content]) => `${name}: ${zeros}${content.length}\r\n\r\n${content}`)},
	{weight: 1, arbitrary: joined(caseOf('Transfer-Encoding'), fc.constant(': '), caseOf('chunked'), fc.constant('\r\n\r\n'), chunked)},
);

const usualRequest: fc.Arbitrary<PlannedRequest> = fc.record({
	before: rarely(fc.constant('\r\n')),
	method: fc.constantFrom(...methods),
	target: fc.oneof({weight: 15, arbitrary: fc.constantFrom(...targets)}, {weight: 1, arbitrary: fc.constantFrom(...rareTargets)}),
	version: fc.oneof({weight: 15, arbitrary: fc.constant('1.1')}, {weight: 1, arbitrary: fc.constant('1.0')}),
	host: fc.oneof({weight: 15, arbitrary: fc.constantFrom('Host: a\r\n', 'hOST:a.example:80\r\n', 'Host: [::1]\r\n')}, {weight: 1, arbitrary: fc.constantFrom('', 'Host:\r\n', 'Host: a b\r\n')}),
	fields: some(requestField, 3),
	connection: rarely(fc.constantFrom('close', 'keep-alive', 'Close', 'TE', 'keep-alive, close', 'x-a', 'Upgrade\r\nUpgrade: h2c').map(value => `Connection: ${value}\r\n`)),
	expect: rarely(fc.constantFrom('100-continue', 'other').map(value => `Expect: ${value}\r\n`), 1),
	rest: message,
}).map(({before, method, target, version, host, fields, connection, expect, rest}) => ({
	method, bytes: `${before}${method} ${target} HTTP/${version}\r\n${host}${fields}${connection}${expect}${rest}`,
}));

const oddRequest: fc.Arbitrary<PlannedRequest> = fc.oneof(
	fc.constantFrom(...refusedPayloads).map(({bytes}) => ({method: 'GET', bytes})),
	fc.tuple(clearRequest, mutations).map(([{bytes}, changes]) => ({method: 'GET', bytes: mutate(bytes, changes).replaceAll(/^HEAD/gmv, 'GET')})),
);

const statusLines = ['200 OK', '200 OK', '200 OK', '204 No Content', '304 Not Modified', '404 Not Found', '500 Oops', '200', '200 ', '205 Reset', '301 Moved', '418 I\'m \u00E9', '426 Upgrade Required', '599 Odd'] as const;
const interims = ['100 Continue', '103 Early Hints\r\nLink: </a>', '102 Processing', '199 X\r\nA: b\r\nContent-Length: 2, 2', '101 Switching Protocols\r\nUpgrade: foo\r\nConnection: upgrade'] as const;
const responseNames = ['X-R', 'Content-Type', 'Set-Cookie', 'Server', 'ETag', 'Date', 'Keep-Alive', 'Connection', 'Via', 'Trailer', 'Upgrade', 'Proxy-Authenticate', 'WWW-Authenticate', 'Location', 'X-Accel-Redirect', 'Alt-Svc', 'TE'] as const;
const responseValues = ['a', '', 'b, c', 'timeout=5', 'close', 'X-R', 'keep-alive', 'Sun, 06 Nov 1994 08:49:37 GMT', 'text/html', 'id=1; Path=/', '/x', 'c\u0007d', '\u00E9', 'p\r\n folded'] as const;
const responseField = field(responseNames, responseValues, ['\r\n', '\r\n', '\r\n', ' \r\n', '\n']);
const oddAnswers = [
	'Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc', 'Content-Length: 3, 3\r\n\r\nabc', 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
	'Transfer-Encoding: gzip\r\n\r\nabc', 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 'Content-Length: x\r\n\r\nabc', 'Bad Name: x\r\nContent-Length: 0\r\n\r\n', 'NoColon\r\nContent-Length: 0\r\n\r\n',
	`X: ${'y'.repeat(70_000)}\r\nContent-Length: 0\r\n\r\n`, 'Content-Length: 3\r\n\r\nabcEXTRA', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n',
	'Transfer-Encoding: chunked\r\n\r\n3   \r\nabc\r\n0\r\n\r\n', 'Content-Length : 3\r\n\r\nabc', 'X\0: a\r\nContent-Length: 0\r\n\r\n', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nEXTRA',
	'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nContent-Length: 9\r\nX-T: a\u0001\r\n\r\n', 'Connection: X-R\r\nX-R: 1\r\nContent-Length: 0\r\n\r\n',
] as const;

const answerRest: fc.Arbitrary<{readonly text: string; readonly isLast: boolean}> = fc.oneof(
	{weight: 3, arbitrary: fc.tuple(caseOf('Content-Length'), body).map(([name, content]) => ({text: `${name}: ${content.length}\r\n\r\n${content}`, isLast: false}))},
	{weight: 2, arbitrary: chunked.map(text => ({text: `Transfer-Encoding: chunked\r\n\r\n${text}`, isLast: false}))},
	{weight: 1, arbitrary: body.map(content => ({text: `Connection: close\r\n\r\n${content}`, isLast: true}))},
	{weight: 1, arbitrary: fc.constantFrom(...oddAnswers).map(text => ({text, isLast: false}))},
);

const places = fc.array(fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), {maxLength: 4});

const cut = (text: string, shares: readonly number[]): readonly string[] => {
	const offsets = [0, ...shares.map(share => Math.trunc(share * text.length)), text.length].toSorted((a, b) => a - b);
	return offsets.slice(1).map((end, index) => text.slice(offsets[index], end)).filter(piece => piece !== '');
};

/** Most do nothing but send all. */
const fault = fc.record({
	act: fc.oneof({weight: 6, arbitrary: fc.constant('nothing' as const)}, {weight: 4, arbitrary: fc.constantFrom('rest', 'end', 'reset', 'stall')}),
	at: fc.double({min: 0, max: 1, noNaN: true}),
	places,
});

const partOf = (text: string, {act, at, places: shares}: {readonly act: string; readonly at: number; readonly places: readonly number[]}): Part => {
	const end = act === 'nothing' ? text.length : Math.trunc(at * text.length);
	return {pieces: cut(text.slice(0, end), shares), act: act === 'stall' ? 'nothing' : act as Part['act'], rest: cut(text.slice(end), shares)};
};

const answer: fc.Arbitrary<PlannedAnswer> = fc.record({
	interim: rarely(fc.constantFrom(...interims).map(text => `HTTP/1.1 ${text}\r\n\r\n`)),
	version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
	status: fc.constantFrom(...statusLines),
	fields: some(responseField, 3),
	rest: answerRest,
	faulty: fault,
	isEarly: fc.boolean(),
}).map(({interim, version, status, fields, rest: {text, isLast}, faulty, isEarly}) => ({
	...partOf(`${interim}${version} ${status}\r\n${fields}${text}`, faulty), isLast: isLast && faulty.act === 'nothing', isEarly,
}));

/** Neither lane reads on while very much waits behind a request, so neither sees its client leave. */
const longestPipeline = 30_000;

export const lanePlan: fc.Arbitrary<LanePlan> = fc.record({
	requests: fc.array(fc.oneof({weight: 12, arbitrary: usualRequest}, {weight: 1, arbitrary: oddRequest}), {minLength: 1, maxLength: 5}),
	faulty: fault,
	clientWaits: fc.nat(3),
	answers: fc.array(answer, {minLength: 2, maxLength: 7}),
}).map(({requests, faulty, clientWaits, answers}) => ({
	client: partOf(requests.map(({bytes}) => bytes).join(''), faulty), clientWaits, methods: requests.map(({method}) => method), answers,
})).filter(({client: {pieces, rest}, methods: {length}}) => {
	const bytes = [...pieces, ...rest].join('');
	// Node takes the CR of a body's last line for its end.
	return (length === 1 || bytes.length <= longestPipeline) && pieces.at(-1)?.endsWith('\r') !== true && !isAvoided(bytes);
});
