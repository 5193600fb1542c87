import assert from 'node:assert/strict';
import test from 'node:test';
import {groundOf, groundFrom, type Ground} from '../../../source/tui/terminal/ground.js';

test('a colour is a dark ground where white is read better on it than black', () => {
	const expected: ReadonlyArray<readonly [string, Ground | undefined]> = [
		['rgb:0000/0000/0000', 'dark'],
		['rgb:1e1e/1e1e/1e1e', 'dark'],
		['rgb:2e/34/40', 'dark'],
		['rgb:0000/2b2b/3636', 'dark'],
		['rgb:f/f/f', 'light'],
		['rgb:fd/f6/e3', 'light'],
		['rgb:FFF/FFF/FFF', 'light'],
		['rgba:ffff/ffff/ffff/8000', 'light'],
		['rgba:0000/0000/0000/ffff', 'dark'],
		['rgb:0000/0000/ffff', 'dark'],
		['rgb:0000/ffff/0000', 'light'],
		['', undefined],
		['rgb:00/00', undefined],
		['rgb:00000/00/00', undefined],
		['#ffffff', undefined],
		['rgb:gg/00/00', undefined],
	];
	for (const [color, ground] of expected) {
		assert.equal(groundOf(color), ground, color);
	}
});

test('COLORFGBG tells the ground by its last field', () => {
	const expected: ReadonlyArray<readonly [string | undefined, Ground | undefined]> = [
		['15;0', 'dark'],
		['0;15', 'light'],
		['0;7', 'light'],
		['7;8', 'dark'],
		['12;default;6', 'dark'],
		['0;default;15', 'light'],
		['0;default', undefined],
		['15;11', undefined],
		['', undefined],
		[undefined, undefined],
	];
	for (const [value, ground] of expected) {
		assert.equal(groundFrom({COLORFGBG: value}), ground, value);
	}
});
