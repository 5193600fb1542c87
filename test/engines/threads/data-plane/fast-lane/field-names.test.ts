import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {FieldNames, unlisted} from '../../../../../source/engines/threads/data-plane/fast-lane/field-names.js';
import {requestFieldKinds} from '../../../../../source/engines/threads/data-plane/headers/request-fields.js';
import {responseFieldKinds} from '../../../../../source/engines/threads/data-plane/headers/response-headers.js';

const mixedCase = (text: string, letters: readonly boolean[]): string => Array.from(text, (character, index) => letters.at(index % letters.length) === true ? character.toUpperCase() : character).join('');

for (const names of [Array.from(requestFieldKinds, ([name]) => name), Array.from(responseFieldKinds, ([name]) => name)]) {
	const fieldNames = new FieldNames(names);
	const find = (text: string): number => {
		const bytes = Buffer.from(`-${text}:`, 'latin1');
		return fieldNames.find(bytes, 1, text.length + 1);
	};

	test(`each of ${names.length} names is found, in whatever letter case`, () => {
		fc.assert(fc.property(fc.array(fc.boolean(), {minLength: 1}), letters => {
			for (const [index, name] of names.entries()) {
				assert.equal(find(mixedCase(name, letters)), index + 1, name);
			}
		}));
	});

	test(`no other is found than those ${names.length}`, () => {
		fc.assert(fc.property(fc.oneof(
			fc.string({minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcdehnostx-_')}),
			fc.tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom('', '-', '_', 'x')).map(([name, at, text]) => name.slice(0, at % name.length) + text + name.slice((at % name.length) + 1)).filter(text => text !== ''),
		), name => {
			assert.equal(find(name) === unlisted, !names.includes(name));
		}), {numRuns: 1000});
	});
}
