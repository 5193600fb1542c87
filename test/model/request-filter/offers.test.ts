import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {filterFieldOf} from '../../../source/model/request-filter/fields.js';
import {mostFrequent, roundBounds} from '../../../source/model/request-filter/offers.js';
import {fakeRecord} from '../../helpers/fake-control.js';

const recordsOf = (durations: readonly number[]) => durations.map((durationMs, number) => fakeRecord({number, durationMs, responseBytes: durationMs * 1000}));

test('bounds are few, round, in order, and each is exceeded by something', () => {
	const amount = fc.oneof(fc.double({min: 0, max: 20, noNaN: true}), fc.nat({max: 1_000_000}));
	fc.assert(fc.property(fc.array(amount, {maxLength: 300}), amounts => {
		const bounds = roundBounds(amounts);
		assert.ok(bounds.length <= 4);
		assert.deepEqual(bounds, [...new Set(bounds)].toSorted((first, second) => first - second));
		for (const bound of bounds) {
			assert.match(String(bound), /^[125]0*$/v);
			assert.ok(amounts.some(each => each > bound));
		}
	}));
});

test('bounds lie between what is usual and what is not', () => {
	assert.deepEqual(roundBounds([...Array.from({length: 60}, () => 12), ...Array.from({length: 30}, () => 70), ...Array.from({length: 10}, () => 1500)]), [10, 50, 1000]);
	assert.deepEqual(roundBounds([200]), [100]);
	assert.deepEqual(roundBounds([0, 0.4, 1]), []);
	assert.deepEqual(roundBounds([]), []);
});

test('bounds are offered as they are written, and usual ones where too little was seen', () => {
	const offered = (name: string, durations: readonly number[]) => filterFieldOf(name)!.offers!(recordsOf(durations));
	assert.deepEqual(offered('ms', [601, 602, 603]), ['>500']);
	assert.deepEqual(offered('ms', [3, 40, 2500]), ['>20', '>2s']);
	assert.deepEqual(offered('ms', []), ['>100', '>200', '>500', '>1s']);
	assert.deepEqual(offered('size', [0.3, 3, 3000]), ['>2k', '>2M']);
});

test('values are offered by how often they were seen', () => {
	const records = [404, 500, 503, 503, 200, 200, 200].map((status, number) => fakeRecord({number, status}));
	assert.deepEqual(filterFieldOf('status')!.offers!(records), ['200', '503', '404', '500']);
	assert.deepEqual(mostFrequent(records, ({status}) => status === 404 ? 'x' : undefined), ['x']);
});
