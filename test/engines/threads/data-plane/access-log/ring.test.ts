import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {AccessLogEntry} from '../../../../../source/model/access-log-entry.js';
import {AccessLogRing} from '../../../../../source/engines/threads/data-plane/access-log/ring.js';
import {describeExchange, type Recorded} from '../../../../../source/engines/threads/data-plane/recording/describe-exchange.js';
import {BodyCaptures} from '../../../../../source/engines/threads/data-plane/recording/body-captures.js';
import {Recording} from '../../../../../source/engines/threads/data-plane/recording/recording.js';

const backend = {id: 'b1', url: 'http://b'};

const tls = {version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', serverName: 'a.example', isResumed: true};

const entryOf = (sequence: number, change: Partial<AccessLogEntry> = {}): AccessLogEntry => ({
	sequence,
	startedAt: 1_790_000_000_000 + sequence,
	durationMs: 1.25,
	method: 'GET',
	scheme: undefined,
	protocol: undefined,
	tls: undefined,
	target: `/${sequence}`,
	status: 200,
	responseBytes: 12,
	requestBytes: 0,
	client: '10.0.0.9',
	userAgent: 'curl',
	requestId: 'r1',
	traceId: undefined,
	backend,
	attempts: 1,
	error: undefined,
	...change,
});

const recordingOf = (entry: AccessLogEntry, change: Partial<Recording> = {}, rawFields: readonly string[] | string = ['Host', 'a']): Recording => {
	const recording = new Recording({httpVersion: '1.1', rawFields, peer: {address: '10.0.0.1', port: 8000, scheme: 'http'}});
	recording.end(entry);
	return Object.assign(recording, change);
};

const text = fc.string({unit: fc.integer({min: 0x21, max: 0xFF}).map(byte => String.fromCodePoint(byte)), maxLength: 20});
const moment = fc.option(fc.double({min: 0, max: 1e9, noNaN: true}), {nil: undefined});
const entry = fc.record({
	durationMs: fc.double({min: 0, max: 1e6, noNaN: true}),
	method: text,
	scheme: fc.constantFrom(undefined, 'https' as const),
	protocol: fc.constantFrom(undefined, 'h2' as const),
	tls: fc.constantFrom(undefined, tls),
	target: text,
	status: fc.integer({min: 0, max: 999}),
	responseBytes: fc.nat(),
	requestBytes: fc.nat(),
	client: text,
	userAgent: fc.option(text.filter(agent => agent !== ''), {nil: undefined}),
	requestId: fc.option(text.filter(id => id !== ''), {nil: undefined}),
	traceId: fc.constantFrom(undefined, '0af7651916cd43dd8448eb211c80319c'),
	backend: fc.constantFrom(undefined, backend),
	attempts: fc.nat(3),
	error: fc.constantFrom(undefined, 'rate_limited' as const),
});
const noted = fc.record({
	firstAttemptAt: moment, attemptAt: moment, connectedAt: moment, securedAt: moment, answeredAt: moment,
	isTls: fc.boolean(),
	reusedConnection: fc.constantFrom(undefined, true, false),
	choice: fc.constantFrom(undefined, {policy: 'p2c' as const, kind: 'policy' as const, available: 3}, {policy: 'first' as const, kind: 'session' as const, available: 2}),
	load: fc.option(fc.nat(), {nil: undefined}),
	sentHeader: fc.constantFrom(undefined, 'HTTP/1.1 200 Fine\r\nA: b\r\n\r\n'),
});
const fields = fc.oneof(fc.array(text.map(value => ['X', value])).map(list => list.flat()), fc.constant('Host:a\r\n'));

test('all that can be read of an exchange is as it was noted', () => {
	const ring = new AccessLogRing(8, 1e6);
	fc.assert(fc.property(entry, noted, fields, (change, moments, rawFields) => {
		const recording = recordingOf(entryOf(ring.nextSequence, change), moments, rawFields);
		assert.equal(ring.push(recording), undefined);
		const recorded = ring.get(recording.entry!.sequence)!;
		assert.notEqual(recorded, recording, 'it is no object that has stayed');
		assert.deepEqual(describeExchange(recorded), describeExchange(recording as Recorded));
		assert.deepEqual([recorded.peer, recorded.requestLines, recorded.hasCapture], [recording.peer, recording.requestLines, false]);
	}));
});

test('the newest are read, oldest first, and those that are gone are counted', () => {
	const ring = new AccessLogRing(4, 1e6);
	const read = (after: number, limit: number) => {
		const {exchanges, skipped} = ring.newest(after, limit);
		return [exchanges.map(({entry: {target}}) => target), skipped];
	};

	assert.deepEqual(read(0, 10), [[], 0]);
	for (let sequence = 1; sequence <= 6; sequence++) {
		ring.push(recordingOf(entryOf(sequence)));
	}

	assert.deepEqual(read(0, 10), [['/3', '/4', '/5', '/6'], 2]);
	assert.deepEqual(read(0, 2), [['/5', '/6'], 4]);
	assert.deepEqual(read(4, 10), [['/5', '/6'], 0]);
	assert.deepEqual(read(6, 10), [[], 0]);
	assert.deepEqual([0, 2, 7, NaN].map(sequence => ring.get(sequence)), [undefined, undefined, undefined, undefined]);
});

test('one whose texts had to give way is gone as well', () => {
	const ring = new AccessLogRing(4, 1000);
	ring.push(recordingOf(entryOf(1)));
	ring.push(recordingOf(entryOf(2), {}, ['X', 'x'.repeat(950)]));
	ring.push(recordingOf(entryOf(3), {}, ['X', 'x'.repeat(2000)]));
	assert.deepEqual(ring.newest(0, 10).exchanges.map(({entry: {target}}) => target), ['/2']);
	assert.equal(ring.newest(0, 10).skipped, 2);
	ring.push(recordingOf(entryOf(4)));
	assert.deepEqual(ring.newest(2, 10).exchanges.map(({entry: {target}}) => target), ['/4']);
});

test('what is uncommon stays as it is until its turn has come', () => {
	const ring = new AccessLogRing(2, 1000);
	const captured = recordingOf(entryOf(2));
	captured.capture(new BodyCaptures(1000), 10);
	const uncommon = [
		recordingOf(entryOf(1, {failedAttempts: [{backend, reason: 'it refused'}]})),
		captured,
		recordingOf(entryOf(3, {errorDetail: 'It is too long.'})),
		recordingOf(entryOf(4, {replayOf: 3})),
	];
	assert.deepEqual(uncommon.map(recording => ring.push(recording)), [undefined, undefined, uncommon[0], uncommon[1]]);
	assert.deepEqual([2, 3, 4].map(sequence => ring.get(sequence)), [undefined, uncommon[2], uncommon[3]]);
	assert.equal(ring.push(recordingOf(entryOf(5))), uncommon[2]);
	assert.equal(ring.get(5)!.entry.target, '/5');
});
