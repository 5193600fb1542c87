import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {TextArena} from '../../../../../source/engines/threads/data-plane/recording/text-arena.js';

const size = 100;
const text = fc.string({unit: fc.integer({min: 0, max: 255}).map(byte => String.fromCodePoint(byte)), maxLength: size});

test('a text can be read until newer ones have taken its place, and is never read as another', () => {
	fc.assert(fc.property(fc.array(fc.tuple(text, text, text), {maxLength: 50}), texts => {
		const arena = new TextArena(size);
		const written = texts.map(parts => ({whole: parts.join(''), start: arena.append(...parts)}));
		const read = written.map(({whole, start}) => arena.read(start, whole.length));
		let taken = 0;
		for (let index = written.length - 1; index >= 0; index--) {
			const {whole} = written[index]!;
			if (whole.length > size) {
				assert.equal(read[index], undefined, 'too long to be kept');
				continue;
			}

			assert.ok(read[index] === undefined || read[index] === whole);
			taken += whole.length;
			// What does not fit behind the one before it begins at the start again, which wastes less than the longest.
			if (taken <= size / 2 && written.slice(index).every(({whole: newer}) => newer.length <= size / 4)) {
				assert.equal(read[index], whole);
			}
		}
	}), {numRuns: 500});
});

test('one as large as all there is takes the place of all others', () => {
	const arena = new TextArena(size);
	const small = arena.append('a', 'b', 'c');
	assert.equal(arena.read(small, 3), 'abc');
	const large = arena.append('', 'x'.repeat(size), '');
	assert.equal(arena.read(small, 3), undefined);
	assert.equal(arena.read(large, size), 'x'.repeat(size));
});
