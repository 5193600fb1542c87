import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {TopSketch} from '../../../../../source/engines/threads/data-plane/top/top-sketch.js';
import {topMeasures, type TopFigures} from '../../../../../source/model/top-list.js';

type Amounts = readonly [count: number, bytes: number, time: number, limited: number, failures: number];

const add = (sketch: TopSketch, truth: Map<string, number[]>, name: string, amounts: Amounts): void => {
	sketch.add(name, Float64Array.from(amounts));
	const sums = truth.get(name) ?? amounts.map(() => 0);
	truth.set(name, sums.map((sum, measure) => sum + amounts[measure]!));
};

const assertBounded = (sketch: TopSketch, truth: ReadonlyMap<string, readonly number[]>): void => {
	const {entries, errorBounds} = sketch;
	const known = new Map<string, TopFigures>(entries.map(entry => [entry.name, entry]));
	assert.ok(entries.length <= 1000);
	assert.equal(known.size, entries.length);
	for (const [measure, name] of topMeasures.entries()) {
		let total = 0;
		for (const sums of truth.values()) {
			total += sums[measure]!;
		}

		assert.ok(errorBounds[name] * 101 <= total, `${name}: ${errorBounds[name]} of ${total}`);
		for (const [group, sums] of truth) {
			const found = known.get(group)?.[name] ?? 0;
			assert.ok(found <= sums[measure]! && sums[measure]! - found <= errorBounds[name], `${group} ${name}: ${found}, not ${sums[measure]}`);
		}
	}
};

test('sums are exact while there are few groups', () => {
	const [sketch, truth] = [new TopSketch(), new Map<string, number[]>()];
	for (let index = 0; index < 3000; index++) {
		add(sketch, truth, `group ${index % 900}`, [1, index, index % 7, 0, 1]);
	}

	assert.deepEqual(sketch.errorBounds, {count: 0, bytes: 0, time: 0, rate_limited: 0, failures: 0});
	assertBounded(sketch, truth);
	assert.equal(sketch.entries.length, 900);
});

test('with however many groups, no sum of any measure is off by more than its bound, a hundredth of the total; merged ones included', () => {
	// Few names come often, most come once.
	const name = fc.oneof(fc.nat(20), fc.nat(3000)).map(String);
	const amounts = fc.tuple(fc.constant(1), fc.nat(9), fc.nat(100), fc.nat(1), fc.nat(1));
	const stream = fc.array(fc.tuple(name, amounts), {minLength: 100, maxLength: 400, size: 'max'});
	fc.assert(fc.property(stream, fc.integer({min: 1, max: 20}), fc.integer({min: 1, max: 3}), (given, times, parts) => {
		const truth = new Map<string, number[]>();
		const whole = new TopSketch();
		for (let part = 0; part < parts; part++) {
			const sketch = new TopSketch();
			for (let time = 0; time < times; time++) {
				for (const [each, sums] of given) {
					// Some names again and again, the others ever new.
					add(sketch, truth, Number(each) <= 20 ? each : `${each} ${part} ${time}`, sums);
				}
			}

			whole.merge(sketch);
		}

		assertBounded(whole, truth);
	}), {numRuns: 30});
});

test('a group that sends more than a hundredth is found among as many others as there may be', () => {
	const sketch = new TopSketch();
	for (let index = 0; index < 50_000; index++) {
		sketch.add(index % 50 === 0 ? 'heavy' : `once ${index}`, Float64Array.of(1, 10, 1, 0, 0));
	}

	const [first] = sketch.entries.toSorted((a, b) => b.count - a.count);
	assert.equal(first!.name, 'heavy');
	assert.ok(first!.count + sketch.errorBounds.count >= 1000 && sketch.errorBounds.count > 0);
});

test('names are of limited length', () => {
	const sketch = new TopSketch();
	sketch.add('x'.repeat(5000), Float64Array.of(1, 0, 0, 0, 0));
	assert.deepEqual(sketch.entries.map(({name}) => name.length), [256]);
});
