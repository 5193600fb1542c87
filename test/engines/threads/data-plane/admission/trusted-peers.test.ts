import assert from 'node:assert/strict';
import test from 'node:test';
import {TrustedPeers} from '../../../../../source/engines/threads/data-plane/admission/trusted-peers.js';

const cases = [
	['loopback', ['127.0.0.1', '127.255.255.255', '::1'], ['128.0.0.1', '::2', '10.0.0.1', '0.0.0.0']],
	['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', 'fc00::1'], ['172.32.0.1', '172.15.0.1', '192.169.0.1', '11.0.0.1', 'fe80::1', '127.0.0.1', '2001:db8::1']],
	['192.0.2.7', ['192.0.2.7'], ['192.0.2.8']],
	['192.0.2.0/24', ['192.0.2.0', '192.0.2.255'], ['192.0.3.0', '192.0.1.255']],
	['2001:db8::/32', ['2001:db8::1', '2001:db8:ffff::'], ['2001:db9::']],
	['0.0.0.0/0', ['1.2.3.4'], ['::1']],
] as const;

for (const [range, inside, outside] of cases) {
	test(`${range} holds what it says`, () => {
		const peers = new TrustedPeers([range]);
		// Twice, since answers are remembered.
		for (const address of [...inside, ...inside]) {
			assert.equal(peers.includes(address), true, address);
		}

		for (const address of [...outside, ...outside]) {
			assert.equal(peers.includes(address), false, address);
		}
	});
}

test('what is no address is not trusted', () => {
	const peers = new TrustedPeers(['0.0.0.0/0', '::/0']);
	for (const text of ['', 'unknown', 'localhost', '1.2.3', '1.2.3.4, 5.6.7.8']) {
		assert.equal(peers.includes(text), false, text);
	}
});

test('no number of addresses makes it forget who is trusted', () => {
	const peers = new TrustedPeers(['10.0.0.0/8']);
	for (let index = 0; index < 20_000; index++) {
		assert.equal(peers.includes(`11.0.${Math.trunc(index / 256)}.${index % 256}`), false);
	}

	assert.equal(peers.includes('10.0.0.1'), true);
});

for (const [chain, client] of [
	['9.9.9.9', '9.9.9.9'],
	['8.8.8.8, 9.9.9.9, 10.0.0.1', '9.9.9.9'],
	['8.8.8.8,9.9.9.9,10.0.0.1', '9.9.9.9'],
	['10.0.0.1, 10.0.0.2', '10.0.0.1'],
	['9.9.9.9, unknown, 10.0.0.2', '10.0.0.2'],
	['9.9.9.9, , 10.0.0.2', '10.0.0.2'],
	['9.9.9.9:1234', '9.9.9.9'],
	['[2001:db8::1]:1234', '2001:db8::1'],
	['[2001:db8::1]', '2001:db8::1'],
	['2001:db8::1', '2001:db8::1'],
	['', '127.0.0.1'],
	[undefined, '127.0.0.1'],
] as const) {
	test(`behind trusted peers, the client is the last that is not trusted: ${chain}`, () => {
		assert.equal(new TrustedPeers(['10.0.0.0/8', 'loopback']).clientBehind('127.0.0.1', chain), client);
	});
}
