import assert from 'node:assert/strict';
import {isIPv6} from 'node:net';
import test from 'node:test';
import fc from 'fast-check';
import {normalAddress} from '../../source/model/ip-address.js';

type Spelling = {
	readonly capitals: boolean;
	/** Digits of each group at least. */
	readonly digits: number;
	/** Which run of zeros is left out, if there is any. */
	readonly gap: number | undefined;
	/** Whether the last two groups are written as an IPv4 address. */
	readonly dotted: boolean;
	readonly zone: string;
};

const spelling: fc.Arbitrary<Spelling> = fc.record({
	capitals: fc.boolean(),
	digits: fc.integer({min: 1, max: 4}),
	gap: fc.option(fc.nat({max: 7}), {nil: undefined}),
	dotted: fc.boolean(),
	zone: fc.constantFrom('', '%eth0', '%1'),
});

const spell = (groups: readonly number[], {capitals, digits, gap, dotted, zone}: Spelling): string => {
	const texts = groups.map(group => group.toString(16).padStart(digits, '0'));
	const ends = dotted ? [groups.slice(6).flatMap(group => [Math.trunc(group / 256), group % 256]).join('.')] : texts.slice(6);
	const all = [...texts.slice(0, 6), ...ends];
	const zeros = groups.slice(0, dotted ? 6 : 8);
	let text = all.join(':');
	if (gap !== undefined && zeros[gap] === 0) {
		const next = zeros.findIndex((group, index) => index > gap && group !== 0);
		const end = next === -1 ? zeros.length : next;
		text = `${all.slice(0, gap).join(':')}::${all.slice(end).join(':')}`;
	}

	return (capitals ? text.toUpperCase() : text) + zone;
};

const group = fc.oneof(fc.constant(0), fc.nat({max: 0xFF_FF}));
const groups = fc.array(group, {minLength: 8, maxLength: 8});
const prefixes = [[0, 0, 0, 0, 0, 0xFF_FF], [0x64, 0xFF_9B, 0, 0, 0, 0]];

test('every spelling of an IPv6 address has the same normal form, which is one of them and that of no other address', () => {
	fc.assert(fc.property(groups, spelling, spelling, groups, (numbers, one, other, stranger) => {
		const isOther = numbers.some((number, index) => number !== stranger[index]);
		const spelled = spell(numbers, one);
		assert.ok(isIPv6(spelled), spelled);
		const normal = normalAddress(spelled)!;
		assert.equal(normalAddress(spell(numbers, other)), normal);
		assert.equal(normalAddress(normal), normal);
		assert.equal(normalAddress(spell(stranger, one)) === normal, !isOther);
		// The form that browsers use, but for addresses that stand for one of IPv4.
		if (normal.includes(':')) {
			assert.equal(normal, new URL(`http://[${spelled.split('%', 1)[0]}]`).hostname.slice(1, -1));
		}
	}));
});

test('every spelling of an IPv4 address as IPv6 has that of IPv4', () => {
	fc.assert(fc.property(fc.ipV4(), fc.constantFrom(...prefixes), spelling, (address, prefix, given) => {
		const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
		assert.equal(normalAddress(spell([...prefix, (a * 256) + b, (c * 256) + d], given)), address);
		assert.equal(normalAddress(address), address);
	}));
});

for (const [text, normal] of [
	['::ffff:203.0.113.1', '203.0.113.1'],
	['::FFFF:CB00:7101', '203.0.113.1'],
	['0:0:0:0:0:ffff:cb00:7101', '203.0.113.1'],
	['64:ff9b::203.0.113.1', '203.0.113.1'],
	['64:FF9B:0:0:0:0:CB00:7101', '203.0.113.1'],
	['64:ff9b::', '0.0.0.0'],
	['64:ff9b:1::203.0.113.1', '64:ff9b:1::cb00:7101'],
	['::203.0.113.1', '::cb00:7101'],
	['::ffff:0:cb00:7101', '::ffff:0:cb00:7101'],
	['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
	['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
	['::', '::'],
	['::1', '::1'],
	['fe80::1%eth0', 'fe80::1'],
	['unknown', undefined],
	['', undefined],
	['203.0.113.01', undefined],
	['203.0.113', undefined],
	['203.0.113.1:80', undefined],
	['[::1]', undefined],
	['::ffff:203.0.113.256', undefined],
	['1:2:3', undefined],
	[':::', undefined],
	['a:b', undefined],
] as const) {
	test(`the normal form of ${JSON.stringify(text)} is ${normal}`, () => {
		assert.equal(normalAddress(text), normal);
	});
}
