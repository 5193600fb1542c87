import assert from 'node:assert/strict';
import test from 'node:test';
import {addressRanges} from '../../source/config/address-ranges.js';

const read = (given: unknown) => addressRanges.schema.read(given);

test('addresses, ranges and names are taken, in one text or in several', () => {
	assert.deepEqual(read('loopback, 10.0.0.0/8 ::1').value, ['loopback', '10.0.0.0/8', '::1']);
	assert.deepEqual(read(['private', '2001:db8::/32,192.0.2.1']).value, ['private', '2001:db8::/32', '192.0.2.1']);
	assert.deepEqual(read([]).value, []);
});

for (const text of ['localhost', '10.0.0.0/33', '::/129', '10.0.0/8', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '/8', 'constructor', '1.2.3.4:80', '10.0.0.0/8x']) {
	test(`${text} is refused`, () => {
		assert.match(read(text).issues![0]!.message, /^give addresses, ranges such as 10\.0\.0\.0\/8, loopback or private$/v);
	});
}

test('what is no text is refused', () => {
	assert.ok(read([5]).issues);
	assert.ok(read({}).issues);
});
