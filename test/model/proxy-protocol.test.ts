import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {normalAddress} from '../../source/model/ip-address.js';
import {readProxyHeader} from '../../source/model/proxy-protocol/read-proxy-header.js';
import {localProxyHeader, proxyHeader} from '../../source/model/proxy-protocol/write-proxy-header.js';

const port = fc.nat(65_535);
const address = fc.oneof(fc.ipV4(), fc.ipV6()).map(text => normalAddress(text)!);
const ends = fc.record({address, port, destination: fc.record({address, port}, {noNullPrototype: true})}, {noNullPrototype: true});
const version = fc.constantFrom('v1', 'v2');

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
const binary = (command: number, protocol: number, ...parts: ReadonlyArray<Buffer | readonly number[]>): Buffer => {
	const rest = Buffer.concat(parts.map(part => Buffer.from(part)));
	return Buffer.concat([signature, Buffer.from([command, protocol, Math.trunc(rest.length / 256), rest.length % 256]), rest]);
};

const ipv4 = [192, 0, 2, 1, 198, 51, 100, 2, 0x30, 0x39, 0x01, 0xBB];

test('what is written is read, cut anywhere, and nothing behind it is taken', () => {
	fc.assert(fc.property(version, ends, fc.uint8Array({maxLength: 40}), (written, origin, rest) => {
		const header = proxyHeader(written, origin);
		const bytes = Buffer.concat([header, rest]);
		assert.deepEqual(readProxyHeader(bytes), {length: header.length, origin: {...origin, isTls: false}});
		for (let length = 0; length < header.length; length++) {
			assert.equal(readProxyHeader(bytes.subarray(0, length)), 'incomplete');
		}
	}));
});

test('a header for no client is read as that', () => {
	for (const written of ['v1', 'v2'] as const) {
		for (const header of [localProxyHeader(written), proxyHeader(written, {address: 'unknown', port: 0, destination: {address: '127.0.0.1', port: 80}})]) {
			assert.deepEqual(readProxyHeader(header), {length: header.length, origin: undefined});
		}
	}
});

test('the texts of the specification are written to the letter', () => {
	const text = (...from: [string, number, string, number]): string => proxyHeader('v1', {address: from[0], port: from[1], destination: {address: from[2], port: from[3]}}).toString();
	assert.equal(text('192.0.2.1', 56_324, '198.51.100.2', 443), 'PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n');
	assert.equal(text('2001:db8::1', 1, '2001:db8::2', 80), 'PROXY TCP6 2001:db8:0:0:0:0:0:1 2001:db8:0:0:0:0:0:2 1 80\r\n');
	assert.equal(text('192.0.2.1', 1, '2001:db8::2', 80), 'PROXY TCP6 0:0:0:0:0:ffff:c000:201 2001:db8:0:0:0:0:0:2 1 80\r\n');
	assert.deepEqual(proxyHeader('v2', {address: '192.0.2.1', port: 12_345, destination: {address: '198.51.100.2', port: 443}}), binary(0x21, 0x11, ipv4));
});

test('every form that other proxies send is read', () => {
	const client = {address: '192.0.2.1', port: 12_345, destination: {address: '198.51.100.2', port: 443}};
	const plain = {...client, isTls: false};
	const forms: ReadonlyArray<readonly [string, Buffer, unknown]> = [
		['UNKNOWN alone', Buffer.from('PROXY UNKNOWN\r\n'), undefined],
		['UNKNOWN with anything', Buffer.from('PROXY UNKNOWN ffff::1 whatever 1 2\r\n'), undefined],
		['LOCAL', binary(0x20, 0), undefined],
		['LOCAL with addresses', binary(0x20, 0x11, ipv4), undefined],
		['an unspecified family', binary(0x21, 0, [1, 2, 3]), undefined],
		['a unix socket', binary(0x21, 0x31, Buffer.alloc(216)), undefined],
		['datagrams', binary(0x21, 0x12, ipv4), plain],
		['an extension', binary(0x21, 0x11, ipv4, [0x01, 0, 2, 0x68, 0x32]), plain],
		['a client without TLS', binary(0x21, 0x11, ipv4, [0x20, 0, 5, 0, 0, 0, 0, 0]), plain],
		['a client with TLS', binary(0x21, 0x11, ipv4, [0x04, 0, 1, 0], [0x20, 0, 5, 1, 0, 0, 0, 0]), {...client, isTls: true}],
	];
	for (const [name, bytes, origin] of forms) {
		assert.deepEqual(readProxyHeader(bytes), {length: bytes.length, origin}, name);
	}
});

test('everything else is malformed', () => {
	const wrong: ReadonlyArray<readonly [string, Buffer | string]> = [
		['a request', 'GET / HTTP/1.1\r\n\r\n'],
		['a TLS handshake', Buffer.from([22, 3, 1, 0, 200])],
		['lower case', 'proxy TCP4 192.0.2.1 198.51.100.2 1 2\r\n'],
		['another family', 'PROXY TCP5 192.0.2.1 198.51.100.2 1 2\r\n'],
		['a family that every object has', 'PROXY constructor 192.0.2.1 198.51.100.2 1 2\r\n'],
		['addresses of the other family', 'PROXY TCP6 192.0.2.1 198.51.100.2 1 2\r\n'],
		['an address of another kind', 'PROXY TCP4 192.0.2.1 ::1 1 2\r\n'],
		['too few fields', 'PROXY TCP4 192.0.2.1 198.51.100.2 1\r\n'],
		['too many fields', 'PROXY TCP4 192.0.2.1 198.51.100.2 1 2 3\r\n'],
		['a port with a leading zero', 'PROXY TCP4 192.0.2.1 198.51.100.2 01 2\r\n'],
		['a port that is none', 'PROXY TCP4 192.0.2.1 198.51.100.2 65536 2\r\n'],
		['no end within the limit', `PROXY TCP4 ${'1'.repeat(100)}`],
		['an end behind the limit', `PROXY UNKNOWN ${'1'.repeat(92)}\r\n`],
		['another version', binary(0x31, 0x11, ipv4)],
		['another command', binary(0x22, 0x11, ipv4)],
		['too short for its addresses', binary(0x21, 0x11, ipv4.slice(1))],
		['too short for those of IPv6', binary(0x21, 0x21, ipv4)],
		['an extension longer than its place', binary(0x21, 0x11, ipv4, [0x20, 0, 6, 1, 0, 0, 0, 0])],
		['half an extension', binary(0x21, 0x11, ipv4, [0x20, 0])],
		['more than is kept', binary(0x21, 0x11, ipv4, Buffer.alloc(16_380)).subarray(0, 16)],
	];
	for (const [name, bytes] of wrong) {
		assert.equal(readProxyHeader(Buffer.from(bytes as string, 'latin1')), 'malformed', name);
	}
});

test('no bytes make it throw', () => {
	fc.assert(fc.property(fc.constantFrom(Buffer.from('PROXY '), signature, Buffer.alloc(0)), fc.uint8Array({maxLength: 300}), (start, bytes) => {
		const read = readProxyHeader(Buffer.concat([start, bytes]));
		assert.ok(typeof read === 'string' || read.length <= start.length + bytes.length);
	}));
});
