import assert from 'node:assert/strict';
import test from 'node:test';
import {allocateSharedMemory} from '../../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../../source/engines/shared-memory/stripe.js';
import {AccessLog} from '../../../../../source/engines/threads/data-plane/access-log/access-log.js';
import {AccessLogRing} from '../../../../../source/engines/threads/data-plane/access-log/ring.js';
import {Admission} from '../../../../../source/engines/threads/data-plane/admission/admission.js';
import type {RequestHead} from '../../../../../source/engines/threads/data-plane/admission/request-head.js';
import {Exchange} from '../../../../../source/engines/threads/data-plane/exchange.js';
import type {RequestHeaders} from '../../../../../source/engines/threads/data-plane/headers/request-headers.js';
import {TopCounts} from '../../../../../source/engines/threads/data-plane/top/top-counts.js';
import {Recordings} from '../../../../../source/engines/threads/data-plane/recording/recordings.js';
import type {ForwardingSettings} from '../../../../../source/model/forwarding.js';
import {plainForwarding} from '../../../../helpers/usual-wire.js';
import type {TrafficSettings} from '../../../../../source/model/pool.js';
import {usualTraffic} from '../../../../helpers/usual-traffic.js';
import {membersOf, snapshotOf} from '../balancer/members.js';
import {fieldsOf} from './fields.js';

type Values = Partial<Omit<RequestHead, 'get' | 'set' | 'remove' | 'sort'>>;

/** A request as a codec reads it that has nothing to do with node:http, and what of it goes on. */
const headOf = (values: Values = {}, passedOn: RequestHeaders = {}) => {
	const changed: string[] = [];
	const fields = fieldsOf(passedOn);
	const head: RequestHead = {
		method: 'GET', target: '/a', httpVersion: '1.1', fieldCount: 1, upgrade: undefined, isTaken: false, host: 'a.test',
		rawFields: '',
		peer: {address: '192.0.2.1', port: 8000, scheme: 'http'},
		contentLength: undefined, transferEncoding: undefined, expect: undefined, te: undefined, via: undefined, forwarded: undefined,
		...values,
		sort: () => undefined,
		...fields,
		set(name, value) {
			changed.push(name);
			fields.set(name, value);
		},
	};
	return {head, passedOn, changed};
};

const startAdmission = (settings: Partial<ForwardingSettings> = {}, traffic: Partial<TrafficSettings> = {}) => {
	const sharedMemory = allocateSharedMemory(1);
	const stripe = new Stripe(sharedMemory, 0);
	const ring = new AccessLogRing(16, 16_384);
	const log = new AccessLog(ring, new Recordings(ring), new TopCounts());
	const admission = new Admission({...plainForwarding, ...settings}, 'c0ffee', sharedMemory);
	admission.apply({...snapshotOf('round-robin', membersOf([1])), traffic: {...usualTraffic, ...traffic}});
	return (head: RequestHead) => {
		const exchange = new Exchange(head, stripe, log);
		return {exchange, refusal: admission.admit(head, exchange)};
	};
};

test('admission writes the forwarded head, and the client, id and trace into the exchange', () => {
	const {head, passedOn} = headOf({}, {accept: '*/*'});
	const {exchange, refusal} = startAdmission()(head);
	assert.equal(refusal, undefined);
	assert.match(exchange.requestId!, /^[\da-f]{16}-1$/v);
	assert.deepEqual(passedOn, {
		accept: '*/*',
		host: 'a.test',
		connection: 'keep-alive',
		via: '1.1 proxy-tui-c0ffee',
		'x-forwarded-for': '192.0.2.1',
		'x-forwarded-proto': 'http',
		'x-forwarded-port': '8000',
		'x-forwarded-host': 'a.test',
		'x-request-id': exchange.requestId,
	});
	assert.equal(exchange.client, '192.0.2.1');
});

test('no field is set twice, so that a codec may write each as it comes', () => {
	const admit = startAdmission({trustProxy: ['192.0.2.1'], forwarded: true, startsTraces: true, stripPrefix: '/x'}, {sessionKey: 'k'.repeat(43)});
	const {head, passedOn, changed} = headOf({
		method: 'OPTIONS', target: 'http://b.test/x/y', te: 'trailers', contentLength: '007', via: '1.1 other', expect: '100-continue',
		forwarded: {
			forwarded: 'for=203.0.113.9', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'c.test',
			'x-forwarded-prefix': '/w', 'x-request-id': 'given', 'x-real-ip': '203.0.113.9',
		},
	}, {'max-forwards': '3', cookie: 'proxy_tui_session=forged; a=1', traceparent: 'unclear', tracestate: 'a=1'});
	const {exchange, refusal} = admit(head);
	assert.equal(refusal, undefined);
	assert.equal(new Set(changed).size, changed.length, changed.join(' '));
	assert.equal(head.target, '/y');
	const {traceparent, ...rest} = passedOn;
	assert.ok(String(traceparent).startsWith(`00-${exchange.traceId}-`));
	assert.deepEqual(rest, {
		'max-forwards': '2', cookie: 'a=1', host: 'b.test', connection: 'keep-alive, te', te: 'trailers', 'content-length': '7',
		via: '1.1 other, 1.1 proxy-tui-c0ffee', forwarded: 'for=203.0.113.9, for=192.0.2.1;host="b.test";proto=http',
		'x-forwarded-for': '203.0.113.9, 192.0.2.1', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'c.test', 'x-forwarded-port': '443',
		'x-forwarded-prefix': '/w/x', 'x-real-ip': '203.0.113.9', 'x-request-id': 'given',
	});
	assert.deepEqual([exchange.client, exchange.requestId, exchange.awaitsContinue], ['203.0.113.9', 'given', true]);
	assert.match(exchange.session!.cookieFor(membersOf([1])[0]!)!, /; Secure$/v);
});

test('a request that is not clear is refused before anything of it is set', () => {
	const refusals: ReadonlyArray<readonly [Values, number]> = [
		[{httpVersion: '3.0'}, 400],
		[{fieldCount: 129}, 431],
		[{method: 'CONNECT'}, 501],
		[{host: undefined}, 400],
		[{host: 'a b'}, 400],
		[{target: '/a#b'}, 400],
		[{target: `/${'a'.repeat(8192)}`}, 414],
		[{contentLength: '1', transferEncoding: 'chunked'}, 400],
		[{transferEncoding: 'gzip, chunked'}, 400],
		[{contentLength: '1', isTaken: true}, 400],
		[{expect: 'x'}, 417],
		[{via: '1.1 proxy-tui-c0ffee'}, 508],
	];
	for (const [values, status] of refusals) {
		const {head, changed} = headOf(values);
		assert.equal(startAdmission()(head).refusal?.status, status);
		assert.deepEqual(changed, []);
	}
});

test('a rate limit refuses with its fields', () => {
	const admit = startAdmission({}, {rateLimit: 1});
	assert.equal(admit(headOf().head).refusal, undefined);
	const {refusal, exchange} = admit(headOf().head);
	assert.equal(refusal?.code, 'rate_limited');
	assert.deepEqual(refusal?.fields, ['Retry-After', '1', ...exchange.rateLimitFields!]);
});
