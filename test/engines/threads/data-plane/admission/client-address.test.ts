import assert from 'node:assert/strict';
import test from 'node:test';
import {clientAddress} from '../../../../../source/engines/threads/data-plane/admission/client-address.js';

for (const [told, address] of [
	['203.0.113.1', '203.0.113.1'],
	['::ffff:203.0.113.1', '203.0.113.1'],
	['::ffff:0.0.0.1', '0.0.0.1'],
	['64:ff9b::cb00:7101', '203.0.113.1'],
	['::203.0.113.1', '::cb00:7101'],
	['::ffff:0:cb00:7101', '::ffff:0:cb00:7101'],
	['fe80::1%eth0', 'fe80::1'],
	['2001:db8::1', '2001:db8::1'],
	['::1', '::1'],
	[undefined, 'unknown'],
] as const) {
	test(`a client at ${told} is ${address}`, () => {
		assert.equal(clientAddress(told), address);
	});
}
