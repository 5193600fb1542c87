/*
Requests of which some servers see another end than others do, and their like: what is known of request smuggling, each with
a second request hidden in it where that makes sense. None may reach a backend in any form but a clear one.
*/

import {overTls} from '../../helpers/lane.js';

/** Bytes that are refused, and how. */
export type Payload = {
	readonly name: string;
	readonly bytes: string;
	/** @default 400 */
	readonly status?: number;
	/** @default 'malformed_request' */
	readonly code?: string;
	/** Targets of the requests before it that are answered. */
	readonly served?: readonly string[];
};

const hidden = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';
const chunked = '5\r\nhello\r\n0\r\n\r\n';

/** A POST with these fields, one a line, and what follows its header. */
const post = (name: string, fields: string, rest: string): Payload => ({name, bytes: `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n${rest}`});

const te = (name: string, value: string): Payload => post(`Transfer-Encoding ${name}`, value, chunked + hidden);

const cl = (name: string, value: string): Payload => post(`Content-Length ${name}`, value, `hello${hidden}`);

const chunk = (name: string, body: string): Payload => post(`chunks: ${name}`, 'Transfer-Encoding: chunked', body);

const get = (name: string, lines: string): Payload => ({name, bytes: `GET / HTTP/1.1\r\n${lines}`});

const line = (name: string, requestLine: string): Payload => ({name: `request line: ${name}`, bytes: `${requestLine}\r\nHost: a\r\n\r\n`});

const host = (name: string, value: string): Payload => get(`Host ${name}`, `${value}\r\n\r\n`);

/** Clear where node:http is not needed: any token is a method, and a length that is repeated is that length. */
const clearOnFastLane = new Set(['request line: a method in lower case', 'request line: an unknown method', 'Content-Length twice', 'Content-Length as a list']);

export const isClearOnFastLane = ({name}: Payload): boolean => clearOnFastLane.has(name);

export const refusedPayloads: readonly Payload[] = [
	// Two framings.
	post('CL.TE', 'Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\nG${hidden}`),
	post('TE.CL', 'Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${hidden}`),
	post('CL.0 by TE', 'Content-Length: 0\r\nTransfer-Encoding: chunked', chunked + hidden),
	post('TE nominated by Connection, with CL', 'Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\nContent-Length: 5', chunked),

	// TE.TE: a Transfer-Encoding that some do not see.
	te('twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'),
	te('and identity', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'),
	te('identity first', 'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked'),
	te('of another kind', 'Transfer-Encoding: xchunked'),
	te('with a longer name', 'Transfer-Encoding: chunkedx'),
	te('identity', 'Transfer-Encoding: identity'),
	te('identity, with CL', 'Transfer-Encoding: identity\r\nContent-Length: 5'),
	te('gzip before', 'Transfer-Encoding: gzip, chunked'),
	te('gzip after', 'Transfer-Encoding: chunked, gzip'),
	te('chunked twice in one', 'Transfer-Encoding: chunked, chunked'),
	te('with a comma before', 'Transfer-Encoding: ,chunked'),
	te('with a comma after', 'Transfer-Encoding: chunked,'),
	te('quoted', 'Transfer-Encoding: "chunked"'),
	te('with a parameter', 'Transfer-Encoding: chunked;q=1'),
	te('empty', 'Transfer-Encoding:'),
	te('empty, with CL', 'Transfer-Encoding:\r\nContent-Length: 5'),
	te('with a space before the colon', 'Transfer-Encoding : chunked'),
	te('with a tab before the colon', 'Transfer-Encoding\t: chunked'),
	te('after a vertical tab', 'Transfer-Encoding: \u000Bchunked'),
	te('after a NUL', 'Transfer-Encoding: \0chunked'),
	te('after a no-break space', 'Transfer-Encoding: \u00A0chunked'),
	te('before a word', 'Transfer-Encoding: chunked x'),
	te('after a word', 'Transfer-Encoding: x chunked'),
	te('after a bare LF', 'Transfer-Encoding: \nchunked'),
	te('on a folded line', 'Transfer-Encoding:\r\n chunked'),
	te('folded after it', 'Transfer-Encoding: chunked\r\n , identity'),
	te('behind a bare LF in another field', 'X: y\nTransfer-Encoding: chunked'),
	te('behind a bare CR in another field', 'X: y\rTransfer-Encoding: chunked'),
	te('with an underscore', 'Transfer_Encoding: chunked\r\nContent-Length: 5'),
	te('with a space in front', ' Transfer-Encoding: chunked\r\nContent-Length: 5'),
	te('with a byte beyond ASCII in its name', 'Transfer-Encodin\u00E7: chunked'),
	{name: 'Transfer-Encoding on HTTP/1.0', bytes: `POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}${hidden}`},
	{name: 'Transfer-Encoding on HTTP/1.0 that stays open', bytes: `POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}${hidden}`},

	// Lengths that are none, or several.
	cl('twice', 'Content-Length: 5\r\nContent-Length: 5'),
	cl('twice and different', 'Content-Length: 5\r\nContent-Length: 6'),
	cl('zero and not', 'Content-Length: 0\r\nContent-Length: 5'),
	cl('as a list', 'Content-Length: 5, 5'),
	cl('as a list of different ones', 'Content-Length: 5, 6'),
	cl('with a plus', 'Content-Length: +5'),
	cl('with a minus', 'Content-Length: -5'),
	cl('in hexadecimal', 'Content-Length: 0x5'),
	cl('with a point', 'Content-Length: 5.0'),
	cl('with an exponent', 'Content-Length: 5e0'),
	cl('with an underscore', 'Content-Length: 5_0'),
	cl('in quotes', 'Content-Length: "5"'),
	cl('with a space in it', 'Content-Length: 5 5'),
	cl('with a comma after', 'Content-Length: 5,'),
	cl('with a NUL after', 'Content-Length: 5\0'),
	cl('empty', 'Content-Length:'),
	cl('beyond 64 bits', 'Content-Length: 18446744073709551621'),
	cl('of 64 bits', 'Content-Length: 18446744073709551615'),
	cl('that is no exact number', 'Content-Length: 9007199254740993'),
	cl('of a name with an underscore', 'Content_Length: 5'),
	cl('with a space before the colon', 'Content-Length : 5'),
	cl('twice, one with an underscore', 'Content-Length: 5\r\nContent_Length: 0'),

	// Chunks.
	chunk('a size in C notation', `0x5\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a size with a plus', `+5\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a size with a minus', `-5\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a size with an underscore', `0_5\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a space before a size', ` 5\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a space after a size', `5 \r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a tab after a size', `5\t\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a size beyond 64 bits', `10000000000000005\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a size beyond 64 bits in all digits', `FFFFFFFFFFFFFFFF5\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('no size', `\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a letter that is no digit', `G\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a size that ends with LF', `5\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('data that end with LF', `5\r\nhello\n0\r\n\r\n${hidden}`),
	chunk('a last size that ends with LF', `5\r\nhello\r\n0\n\r\n${hidden}`),
	chunk('an end with LF', `5\r\nhello\r\n0\r\n\n${hidden}`),
	chunk('a size that ends with CR', `5\rhello\r\n0\r\n\r\n${hidden}`),
	chunk('data without an end', `5\r\nhello0\r\n\r\n${hidden}`),
	chunk('data longer than their size', `5\r\nhelloX\r\n0\r\n\r\n${hidden}`),
	chunk('two wrong bytes where data end', `5\r\nhelloXX0\r\n\r\n${hidden}`),
	chunk('an extension that ends with LF', `5;a\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a line hidden in an extension', `5;\nxx\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a CR in an extension', `5;a\rb\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('an LF in a quoted extension', `5;a="\n"\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a line end in a quoted extension', `5;a="\r\n"\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a NUL in an extension', `5;a\0\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('an unclosed quote in an extension', `5;a="b\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('very long extensions', `5;${'a'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n${hidden}`),
	chunk('a length among the trailers', `5\r\nhello\r\n0\r\nContent-Length: 3\r\n\r\n${hidden}`),
	chunk('a coding among the trailers', `5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n${hidden}`),
	chunk('a folded trailer', `5\r\nhello\r\n0\r\nX: a\r\n b\r\n\r\n${hidden}`),
	chunk('a trailer that ends with LF', `5\r\nhello\r\n0\r\nX: a\n\r\n${hidden}`),
	chunk('a trailer with a space in its name', `5\r\nhello\r\n0\r\nX Y: a\r\n\r\n${hidden}`),
	chunk('a CR where the trailers end', `5\r\nhello\r\n0\r\n\rX${hidden}`),
	{...chunk('too large trailers', `5\r\nhello\r\n0\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`), status: 431, code: 'headers_too_large'},

	// Lines.
	get('LF for all line ends', 'Host: a\n\n'),
	get('an LF after a field', 'Host: a\nX: b\r\n\r\n'),
	get('an LF for the empty line', 'Host: a\r\n\n'),
	get('an LF before the empty line', 'Host: a\n\r\n'),
	get('a CR after a field', 'Host: a\rX: b\r\n\r\n'),
	get('a CR in a value', 'Host: a\r\nX: a\rb\r\n\r\n'),
	get('a CR in place of the last line end', `Host: a\r\n\r${hidden}`),
	get('a CR in a name', 'Host: a\r\nX\r: b\r\n\r\n'),
	get('two CR at a line end', 'Host: a\r\r\n\r\n'),
	get('a NUL in a value', 'Host: a\r\nX: a\0b\r\n\r\n'),
	get('a NUL in a name', 'Host: a\r\nX\0: b\r\n\r\n'),
	get('a control character in a value', 'Host: a\r\nX: a\u0001b\r\n\r\n'),
	get('a DEL in a value', 'Host: a\r\nX: a\u007Fb\r\n\r\n'),
	get('a folded field', 'Host: a\r\nX: a\r\n b\r\n\r\n'),
	get('a field folded with a tab', 'Host: a\r\nX: a\r\n\tb\r\n\r\n'),
	get('a folded line that is empty', 'Host: a\r\nX: a\r\n \r\n\r\n'),
	get('an empty field that is folded', 'Host: a\r\nX:\r\n b\r\n\r\n'),
	get('a first field that is indented', ' Host: a\r\n\r\n'),
	get('a space before the colon', 'Host: a\r\nX : b\r\n\r\n'),
	get('a field without a colon', 'Host: a\r\nX\r\n\r\n'),
	get('a field without a name', 'Host: a\r\n: b\r\n\r\n'),
	get('a name with a space', 'Host: a\r\nX Y: b\r\n\r\n'),
	get('a name in parentheses', 'Host: a\r\n(X): b\r\n\r\n'),
	get('a name in quotes', 'Host: a\r\n"X": b\r\n\r\n'),

	// Request lines.
	{name: 'request line: HTTP/0.9', bytes: 'GET /\r\n\r\n'},
	line('HTTP/0.9 that says so', 'GET / HTTP/0.9'),
	line('HTTP/2.0', 'GET / HTTP/2.0'),
	line('HTTP/2', 'GET / HTTP/2'),
	line('HTTP/1.2', 'GET / HTTP/1.2'),
	line('HTTP/1.11', 'GET / HTTP/1.11'),
	line('HTTP/01.1', 'GET / HTTP/01.1'),
	line('a version in lower case', 'GET / http/1.1'),
	line('more after the version', 'GET / HTTP/1.1 x'),
	{name: 'request line: the preface of HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'},
	line('tabs for spaces', 'GET\t/\tHTTP/1.1'),
	line('a space in front', ' GET / HTTP/1.1'),
	line('a space in the target', 'GET /a b HTTP/1.1'),
	line('a tab in the target', 'GET /a\tb HTTP/1.1'),
	line('a NUL in the target', 'GET /a\0b HTTP/1.1'),
	line('a DEL in the target', 'GET /a\u007Fb HTTP/1.1'),
	line('a byte beyond ASCII in the target', 'GET /a\u00E9b HTTP/1.1'),
	line('a fragment', 'GET /a#b HTTP/1.1'),
	line('a target without a slash', 'GET a HTTP/1.1'),
	line('a backslash for the slash', String.raw`GET \a HTTP/1.1`),
	line('an asterisk for GET', 'GET * HTTP/1.1'),
	line('a host and port', 'GET a:80 HTTP/1.1'),
	line('a URL of another scheme', 'GET ftp://a/ HTTP/1.1'),
	line('a URL of another scheme than that of the connection', `GET ${overTls ? 'http' : 'https'}://a/ HTTP/1.1`),
	line('a URL with a user', 'GET http://u:p@a/ HTTP/1.1'),
	line('a URL without a host', 'GET http:///x HTTP/1.1'),
	line('a URL with a port that is too long', 'GET http://a:999999/ HTTP/1.1'),
	line('a URL with a port beyond 65535', 'GET http://a:70000/ HTTP/1.1'),
	{...line('a method in lower case', 'get / HTTP/1.1'), status: 501, code: 'method_not_supported'},
	{...line('an unknown method', 'FROBNICATE / HTTP/1.1'), status: 501, code: 'method_not_supported'},
	{...line('CONNECT', 'CONNECT a:80 HTTP/1.1'), status: 501, code: 'method_not_supported'},
	{...line('RTSP', 'DESCRIBE / RTSP/1.0'), status: 501, code: 'method_not_supported'},

	// Whom it is for.
	{name: 'Host missing', bytes: 'GET / HTTP/1.1\r\n\r\n'},
	host('twice', 'Host: a\r\nHost: b'),
	host('twice and the same', 'Host: a\r\nHost: a'),
	host('and another with an underscore', 'Host: a\r\nHost_: b\r\nHOST: c'),
	host('empty', 'Host:'),
	host('with a path', 'Host: a/b'),
	host('with a user', 'Host: u@a'),
	host('with a comma', 'Host: a,b'),
	host('with a space', 'Host: a b'),
	host('with a query', 'Host: a?b'),
	host('with a fragment', 'Host: a#b'),
	host('with a backslash', String.raw`Host: a\b`),
	host('with a quote', 'Host: "a"'),
	host('with a wrong port', 'Host: a:b'),
	host('with a port beyond 65535', 'Host: a:65536'),
	host('with two ports', 'Host: a:1:2'),
	host('with an open bracket', 'Host: [::1'),
	host('with bytes beyond ASCII', 'Host: \u00E9'),
	{name: 'Host wrong beside a URL', bytes: 'GET http://b/ HTTP/1.1\r\nHost: a b\r\n\r\n'},
	{name: 'Host missing beside a URL', bytes: 'GET http://b/ HTTP/1.1\r\n\r\n'},

	// Other protocols and expectations.
	{...post('Expect of something else', 'Expect: 200-ok\r\nContent-Length: 5', `hello${hidden}`), status: 417, code: 'expectation_failed'},
	{...post('Expect of something before', 'Expect: y 100-continue\r\nContent-Length: 5', `hello${hidden}`), status: 417, code: 'expectation_failed'},
	{...post('Expect twice', 'Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 5', `hello${hidden}`), status: 417, code: 'expectation_failed'},

	// Too much.
	{...line('a very long target', `GET /${'a'.repeat(9000)} HTTP/1.1`), status: 414, code: 'uri_too_long'},
	{...line('a target longer than any header', `GET /${'a'.repeat(100_000)} HTTP/1.1`), status: 414, code: 'uri_too_long'},
	{...get('a very long field', `Host: a\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`), status: 431, code: 'headers_too_large'},
	{...get('a field longer than a packet', `Host: a\r\nX: ${'a'.repeat(200_000)}\r\n\r\n`), status: 431, code: 'headers_too_large'},
	{...get('very many fields', `Host: a\r\n${'X: y\r\n'.repeat(200)}\r\n`), status: 431, code: 'headers_too_large'},
	{...get('a framing behind very many fields', `Host: a\r\n${'a:\r\n'.repeat(1200)}Content-Length: 5\r\n\r\nhello`), status: 431, code: 'headers_too_large'},
	{name: 'rubbish', bytes: '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003'},

	// Behind a request that is clear.
	{name: 'rubbish after a request', bytes: 'GET /first HTTP/1.1\r\nHost: a\r\n\r\nrubbish\r\n\r\n', served: ['/first']},
	{name: 'a malformed body after a request', bytes: `GET /first HTTP/1.1\r\nHost: a\r\n\r\nPOST /second HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n${hidden}`, served: ['/first']},
	{name: 'CL.TE after a request with a body', bytes: `POST /first HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG${hidden}`, served: ['/first']},
	{name: 'two Hosts after two requests', bytes: `GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${hidden}`, served: ['/first', '/second']},
];
