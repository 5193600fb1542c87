import assert from 'node:assert/strict';
import test from 'node:test';
import {fieldLines} from '../../../../../source/engines/threads/data-plane/headers/field-lines.js';
import {parseHeaderLines} from '../../../../../source/engines/threads/data-plane/recording/header-lines.js';

test('what is written of header fields is read as it was', () => {
	for (const fields of [[], ['Host', 'a'], ['X', '', 'x', 'a: b', 'X-Ytf', 'à'.normalize('NFC')], ['A', 'Ã\u{A0}', 'B', '\u{A0}']]) {
		assert.deepEqual(parseHeaderLines(fieldLines(fields)), fields);
	}
});

test('blanks around a value do not belong to it', () => {
	assert.deepEqual(parseHeaderLines('A:b\r\nC: \td e \t\r\nF:\r\n'), ['A', 'b', 'C', 'd e', 'F', '']);
});
