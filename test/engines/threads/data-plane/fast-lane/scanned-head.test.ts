import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {METHODS} from 'node:http';
import test from 'node:test';
import fc from 'fast-check';
import {allocateSharedMemory} from '../../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../../source/engines/shared-memory/stripe.js';
import {AccessLog} from '../../../../../source/engines/threads/data-plane/access-log/access-log.js';
import {AccessLogRing} from '../../../../../source/engines/threads/data-plane/access-log/ring.js';
import {Admission} from '../../../../../source/engines/threads/data-plane/admission/admission.js';
import {IncomingHead} from '../../../../../source/engines/threads/data-plane/admission/incoming-head.js';
import type {RequestHead} from '../../../../../source/engines/threads/data-plane/admission/request-head.js';
import {Exchange} from '../../../../../source/engines/threads/data-plane/exchange.js';
import {incomplete} from '../../../../../source/engines/threads/data-plane/fast-lane/field-scanner.js';
import {requestText, RewritableRequest} from '../../../../../source/engines/threads/data-plane/fast-lane/request-text.js';
import {ScannedHead, unusual} from '../../../../../source/engines/threads/data-plane/fast-lane/scanned-head.js';
import {parseHeaderLines} from '../../../../../source/engines/threads/data-plane/recording/header-lines.js';
import {applyRules} from '../../../../../source/engines/threads/data-plane/headers/header-rules.js';
import {TopCounts} from '../../../../../source/engines/threads/data-plane/top/top-counts.js';
import {Recordings} from '../../../../../source/engines/threads/data-plane/recording/recordings.js';
import {plainForwarding} from '../../../../helpers/usual-wire.js';
import {clearRequest, mutate, mutations} from '../../../../end-to-end/wire/request-arbitraries.js';
import {isClearOnFastLane, refusedPayloads} from '../../../../end-to-end/wire/smuggling-payloads.js';
import {usualTraffic} from '../../../../helpers/usual-traffic.js';
import {membersOf, snapshotOf} from '../balancer/members.js';
import {parseRequestByNode} from './parse-by-node.js';

const head = new ScannedHead();
const peer = {address: '192.0.2.1', port: 8000, scheme: 'http'} as const;

const read = (text: string): number => {
	const bytes = Buffer.from(text, 'latin1');
	return head.read(bytes, 0, bytes.length, peer);
};

const rawFields = (): readonly string[] => parseHeaderLines(String(head.rawFields));

const get = (...lines: readonly string[]): string => ['GET /x HTTP/1.1', 'Host: a', ...lines, '', ''].join('\r\n');

test('a head is whole where its empty line ends', () => {
	const text = '\r\n\r\nPOST /x?y HTTP/1.1\r\nHost: a:80\r\nContent-Length: 005\r\nX: 1\r\n\r\n';
	assert.equal(read(`${text}hello`), text.length);
	assert.deepEqual(
		[head.method, head.target, head.host, head.contentLength, head.transferEncoding, head.isLast],
		['POST', '/x?y', 'a:80', '5', undefined, false],
	);
	assert.deepEqual(rawFields(), ['Host', 'a:80', 'Content-Length', '005', 'X', '1']);
});

test('a length that is repeated is that length', () => {
	for (const lines of [['Content-Length: 5', 'content-length: 5'], ['Content-Length: 5 ,5'], ['Content-Length: 05', 'Content-Length: 5, 5', 'Content-Length: 5']]) {
		assert.ok(read(get(...lines)) > 0);
		assert.equal(head.contentLength, '5');
		assert.equal(head.lines(), 'Host: a\r\n');
	}
});

test('any token is a method', () => {
	for (const method of ['LIST', 'VERSION-CONTROL', 'foo', '!#$%&\'*+-.^_`|~09azAZ', 'A'.repeat(300), 'GET']) {
		assert.ok(read(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`) > 0);
		assert.equal(head.method, method);
	}
});

test('what a head said is forgotten with the next', () => {
	read(get('Content-Length: 5', 'Connection: close', 'TE: trailers', 'Via: 1.1 x', 'X-Forwarded-For: 1.2.3.4'));
	head.sort(true);
	head.set('x', 'y');
	assert.deepEqual(head.forwarded, {'x-forwarded-for': '1.2.3.4'});
	assert.ok(read(get('Transfer-Encoding: Chunked')) > 0);
	head.sort(true);
	assert.deepEqual(
		[head.contentLength, head.transferEncoding, head.isLast, head.te, head.via, head.forwarded, head.own],
		[undefined, 'Chunked', false, undefined, undefined, undefined, []],
	);
});

test('several fields of one name are all kept', () => {
	read(get('TE: gzip', 'te: trailers', 'Via: 1.1 a', 'Via: 1.1 b', 'Cookie: a=b', 'Cookie: c=d', 'X-Forwarded-For: 1.1.1.1', 'x-forwarded-for: 2.2.2.2', 'X-Forwarded-Other: x', 'X-Real-IP:'));
	assert.deepEqual([head.te, head.via, head.get('cookie'), head.get('traceparent')], ['gzip, trailers', '1.1 a, 1.1 b', ['a=b', 'c=d'], undefined]);
	head.sort(false);
	assert.equal(head.forwarded, undefined);
	head.sort(true);
	assert.deepEqual(head.forwarded, {'x-forwarded-for': '1.1.1.1, 2.2.2.2', 'x-forwarded-other': 'x'});
});

test('field lines go on as they came, but for blanks that are unusual and for what is not for backends', () => {
	read(get('User-Agent:  curl', 'X-A:1', 'aCCEPT: */*', 'X-B: ', 'X-C:', 'X-D: a\t', 'X-E:\tb', 'Keep-Alive: 5', 'Connection: close, TE', 'Proxy: x', 'X_Real-IP: 1', 'x-forwarded_for: 1', 'Content-Length: 0', 'Z: \u00E9'));
	head.target = '/y';
	head.set('host', 'a');
	head.set('via', '1.1 p');
	head.set('x-forwarded-for', ['1', '2']);
	assert.equal(
		requestText(head),
		'GET /y HTTP/1.1\r\nHost: a\r\nUser-Agent: curl\r\nX-A: 1\r\naCCEPT: */*\r\nX-B: \r\nX-C: \r\nX-D: a\r\nX-E: b\r\nZ: \u00E9\r\nvia: 1.1 p\r\nx-forwarded-for: 1\r\nx-forwarded-for: 2\r\n\r\n',
	);
});

test('what is set takes the place of what came, and what is removed goes', () => {
	read(get('Cookie: a=b', 'Traceparent: x', 'X: 1', 'COOKIE: c=d', 'Tracestate: y'));
	head.remove('tracestate');
	head.set('cookie', ['a=b', 'e=f']);
	head.set('traceparent', 'z');
	head.set('host', 'b');
	assert.equal(requestText(head), 'GET /x HTTP/1.1\r\nX: 1\r\ncookie: a=b\r\ncookie: e=f\r\ntraceparent: z\r\nhost: b\r\n\r\n');
});

test('rewritten fields keep the letter case in which they came', () => {
	read(get('User-Agent: curl', 'X-A: 1', 'x-a: 2', '__proto__: x'));
	head.set('via', '1.1 p');
	const request = new RewritableRequest(head);
	const rules = [
		{action: 'remove', name: 'USER-agent'}, {action: 'append', name: 'X-a', value: ['3']}, {action: 'set', name: 'X-New', value: ['n']}, {action: 'set', name: 'VIA', value: ['v']},
	] as const;
	const text = request.text(fields => {
		applyRules(fields, rules, {client: '', request_id: '', backend: ''});
	});
	assert.equal(text, 'GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nx-a: 2\r\n__proto__: x\r\nX-a: 3\r\nX-New: n\r\nVIA: v\r\n\r\n');
	assert.equal(request.text(() => {}), requestText(head), 'another backend gets it as it came');
});

const forGeneralLane: ReadonlyArray<readonly [name: string, text: string]> = [
	['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a\r\n\r\n'],
	['CONNECT', 'CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n'],
	['absolute-form', 'GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n'],
	['asterisk-form', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
	['a TLS handshake', '\u0016\u0003\u0001'],
	['the first byte of what is no method', '('],
	['a protocol to switch to', get('Upgrade: websocket', 'Connection: upgrade')],
	['a protocol that is ignored', get('Upgrade: h2c', 'HTTP2-Settings: x', 'Connection: upgrade, http2-settings')],
	['settings of HTTP/2', get('HTTP2-Settings: x')],
	['an expectation', get('Expect: 100-continue', 'Content-Length: 5')],
	['fields named in Connection', get('Connection: close, X-Hop', 'X-Hop: 1')],
	['NTLM', get('Authorization: NTLM x')],
	['Negotiate', get('Authorization: Negotiate x')],
];

for (const [name, text] of forGeneralLane) {
	test(`for the general lane: ${name}`, () => {
		assert.equal(read(text), unusual);
	});
}

for (const text of [get('Max-Forwards: 1'), get('Authorization: Basic x'), get('Connection: , Keep-Alive ,close'), 'TRACE / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 1\r\n\r\n']) {
	test(`for this lane: ${JSON.stringify(text)}`, () => {
		assert.equal(read(text), text.length);
	});
}

/** In the body. */
const isBodyRefused = ({name}: {readonly name: string}): boolean => name.startsWith('chunks: ');
const refused = refusedPayloads.filter(payload => !isBodyRefused(payload));

for (const payload of refused) {
	const {name, bytes, served} = payload;
	test(`${isClearOnFastLane(payload) ? 'for this lane' : 'for the general lane to refuse'}: ${name}`, () => {
		let start = 0;
		const all = Buffer.from(bytes, 'latin1');
		const outcomes: number[] = [];
		while (start < all.length && (outcomes.at(-1) ?? 0) >= 0) {
			const end = head.read(all, start, all.length, peer);
			outcomes.push(end);
			start = end + Number(head.contentLength ?? 0);
		}

		if (isClearOnFastLane(payload)) {
			assert.ok(outcomes[0]! > 0);
		} else if (name.includes('a malformed body')) {
			assert.ok(outcomes.length >= 2 && head.transferEncoding !== undefined);
		} else {
			assert.deepEqual([outcomes.length - 1, outcomes.at(-1)], [served?.length ?? 0, unusual]);
		}
	});
}

test('a head that is too large is for the general lane, whole or not', () => {
	assert.equal(read(get(`X: ${'a'.repeat(40_000)}`)), unusual);
	assert.equal(read(`GET / HTTP/1.1\r\nX: ${'a'.repeat(40_000)}`), unusual);
	assert.equal(read(`GET /${'a'.repeat(9000)}`), unusual);
	assert.equal(read(`GET /${'a'.repeat(8191)}`), incomplete);
	assert.ok(read(get(`X: ${'a'.repeat(32_000)}`)) > 0);
	assert.equal(read(get(...Array.from({length: 128}, () => 'X: y'))), unusual);
});

const mutatedHead = fc.tuple(clearRequest, mutations).map(([{bytes}, changes]) => mutate(bytes, changes));

const startAdmission = () => {
	const sharedMemory = allocateSharedMemory(1);
	const stripe = new Stripe(sharedMemory, 0);
	const ring = new AccessLogRing(16, 16_384);
	const log = new AccessLog(ring, new Recordings(ring), new TopCounts());
	const admission = new Admission({...plainForwarding, trustProxy: ['192.0.2.1'], startsTraces: true}, 'c0ffee', sharedMemory);
	admission.apply({...snapshotOf('round-robin', membersOf([1])), traffic: {...usualTraffic, sessionKey: 'secret'}});
	return (request: RequestHead) => admission.admit(request, new Exchange(request, stripe, log));
};

const extraLines = fc.constantFrom(
	'', 'X-Forwarded-For: 1.2.3.4\r\n', 'X-Forwarded-Proto: https\r\nx-forwarded-for: 1.2.3.4\r\n', 'Cookie: proxy-tui=x; a=b\r\nCookie: c=d\r\n', 'traceparent: x\r\ntracestate: y\r\n', 'Traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nTracestate: y\r\n', 'TE: trailers\r\nConnection: te\r\n', 'Max-Forwards: 3\r\n', 'Max-Forwards: 0\r\n', 'Via: 1.1 a\r\nvia: 1.1 b\r\n', 'Via: 1.1 proxy-tui-c0ffee\r\n', 'X_Forwarded_For: 1\r\nX-Real-IP: 1.1.1.1\r\n', 'Accept:a\r\nACCEPT: b\r\n', 'Keep-Alive: 5\r\nproxy-x: y\r\n',
);
const heads = fc.tuple(fc.oneof(clearRequest.map(({bytes}) => bytes), mutatedHead), extraLines).map(([text, lines]) => text.replace('\r\n', () => `\r\n${lines}`));

/** Lines of fields of one name stay in their order; names in lower case, and without what is drawn by chance. */
const sortedLines = (fields: readonly string[]): readonly string[] => {
	const lines: string[] = [];
	for (let index = 0; index < fields.length; index += 2) {
		const name = fields[index]!.toLowerCase();
		lines.push(name === 'x-request-id' ? name : `${name}: ${name === 'traceparent' ? fields[index + 1]!.slice(0, 3) : fields[index + 1]!}`);
	}

	return lines.toSorted();
};

/** Node refuses these, as it does methods that it does not know. */
const repeatsLength = (raw: readonly string[]): boolean => {
	const lengths = raw.filter((_, index) => index % 2 === 1 && raw[index - 1]!.toLowerCase() === 'content-length');
	return lengths.length > 1 || lengths.some(length => length.includes(','));
};

test('what is read here, Node reads as well, and the same goes on', async () => {
	const admit = startAdmission();
	let whole = 0;
	await fc.assert(fc.asyncProperty(heads, async text => {
		const behind = read(text);
		if (behind < 0 || !METHODS.includes(head.method) || repeatsLength(rawFields())) {
			return;
		}

		whole++;
		const raw = rawFields();
		const refusal = admit(head);
		const {method, target, contentLength, transferEncoding} = head;
		const sent = [requestText(head), new RewritableRequest(head).text(() => {})];
		// What follows is of no interest here, and may be malformed.
		const rest = transferEncoding === undefined ? 'x'.repeat(Math.min(Number(contentLength ?? 0), 1000)) : '0\r\n\r\n';
		const parsed = await parseRequestByNode(text.slice(0, behind) + rest);
		const {message} = parsed!;
		const incoming = new IncomingHead(message, undefined);
		Object.assign(incoming, {peer});
		assert.deepEqual(admit(incoming), refusal);
		assert.deepEqual([incoming.method, incoming.target, incoming.httpVersion, incoming.rawFields], [method, target, '1.1', raw]);
		if (refusal !== undefined) {
			return;
		}

		const expected = Object.entries(incoming.headers).flatMap(([name, value]) => [value].flat().flatMap(each => [name, each]));
		for (const each of sent) {
			const [, ...lines] = each.slice(0, -4).split('\r\n');
			assert.deepEqual(sortedLines(lines.flatMap(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])), sortedLines(expected));
		}
	}), {numRuns: 300});
	assert.ok(whole > 50, `${whole}`);
});

test('however a head is cut, it is read the same, and what is unusual is known as such from then on', () => {
	fc.assert(fc.property(heads, fc.nat(), (text, at) => {
		const bytes = Buffer.from(text, 'latin1');
		const whole = head.read(bytes, 0, bytes.length, peer);
		const end = at % (bytes.length + 1);
		const outcome = head.read(bytes, 0, end, peer);
		if (whole < 0) {
			assert.ok(outcome === incomplete || outcome === whole);
		} else {
			assert.equal(outcome, end < whole ? incomplete : whole);
		}
	}));
});

test('where a head begins in its bytes changes nothing', () => {
	fc.assert(fc.property(clearRequest, fc.uint8Array({maxLength: 20}), ({bytes}, before) => {
		const alone = read(bytes);
		const lines = head.lines();
		const all = Buffer.concat([before, Buffer.from(bytes, 'latin1')]);
		assert.equal(head.read(all, before.length, all.length, peer), alone < 0 ? alone : alone + before.length);
		assert.equal(head.lines(), lines);
	}));
});
