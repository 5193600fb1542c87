import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clientNetwork} from '../../../../../source/engines/threads/data-plane/admission/client-network.js';

test('an IPv4 address is a network of its own', () => {
	assert.deepEqual(clientNetwork('192.0.2.1'), {high: 1, low: 0xC0_00_02_01});
	fc.assert(fc.property(fc.ipV4(), fc.ipV4(), (one, other) => {
		assert.equal(JSON.stringify(clientNetwork(one)) === JSON.stringify(clientNetwork(other)), one === other);
	}));
});

for (const [address, high, low] of [
	['2001:db8:12:34::1', 0x20_01_0D_B8, 0x00_12_00_34],
	['2001:db8:12:34:ffff:ffff:ffff:ffff', 0x20_01_0D_B8, 0x00_12_00_34],
	['2001:db8:12::34', 0x20_01_0D_B8, 0x00_12_00_00],
	['2001:db8::', 0x20_01_0D_B8, 0],
	['2001::7:6:5:4:3:2', 0x20_01_00_00, 0x00_07_00_06],
	['::8:7:6:5:4:3:2', 0x00_00_00_08, 0x00_07_00_06],
	['::1', 0, 0],
	['fe80::1%eth0', 0xFE_80_00_00, 0],
	['64:ff9b::192.0.2.1', 0x00_64_FF_9B, 0],
	['1:2:3:4:5:6:192.0.2.1', 0x00_01_00_02, 0x00_03_00_04],
] as const) {
	test(`${address} belongs to its /64`, () => {
		assert.deepEqual(clientNetwork(address), {high, low});
	});
}

test('all spellings of an IPv6 address belong to the same /64', () => {
	const groups = fc.array(fc.oneof(fc.constant(0), fc.nat({max: 0xFF_FF})), {minLength: 8, maxLength: 8});
	fc.assert(fc.property(groups, numbers => {
		const spelled = numbers.map(number => number.toString(16)).join(':');
		const shortest = new URL(`http://[${spelled}]`).hostname.slice(1, -1);
		const expected = {high: (numbers[0]! * 0x1_00_00) + numbers[1]!, low: (numbers[2]! * 0x1_00_00) + numbers[3]!};
		assert.deepEqual([clientNetwork(spelled), clientNetwork(shortest)], [expected, expected]);
	}));
});

test('what is no address counts as one client', () => {
	assert.deepEqual(clientNetwork('unknown'), clientNetwork(''));
});
