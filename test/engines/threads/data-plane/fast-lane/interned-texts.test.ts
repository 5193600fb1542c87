import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {InternedTexts} from '../../../../../source/engines/threads/data-plane/fast-lane/interned-texts.js';

test('each text is read as it is, whatever was read before and however alike they are', () => {
	const texts = new InternedTexts();
	const piece = fc.array(fc.constantFrom('a', 'b', '\u{FF}'), {maxLength: 300, size: 'max'}).map(characters => characters.join(''));
	fc.assert(fc.property(fc.array(piece, {minLength: 1, maxLength: 20}), fc.nat(5), (given, before) => {
		for (const text of [...given, ...given]) {
			const bytes = Buffer.from(`${'x'.repeat(before)}${text}ab`, 'latin1');
			assert.equal(texts.read(bytes, before, before + text.length), text);
		}
	}));
});
