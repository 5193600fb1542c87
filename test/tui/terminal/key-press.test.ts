import assert from 'node:assert/strict';
import test from 'node:test';
import type {Key} from 'ink';
import {readKeys} from '../../../source/tui/terminal/key-press.js';

const key = (given: Partial<Key> = {}): Key => ({
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
	...given,
});

const names = (input: string, given: Partial<Key> = {}): string[] => readKeys(input, key(given)).map(({name}) => name);

test('keys that were held arrive one by one', () => {
	assert.deepEqual(names('jjj'), ['j', 'j', 'j']);
	assert.deepEqual(names('a3000\r'), ['a', '3', '0', '0', '0', 'enter']);
	assert.deepEqual(names('x\u{3}'), ['x', 'ctrl-c']);
	assert.deepEqual(names(' \t\u{7F}'), ['space', 'tab', 'backspace']);
});

test('named keys', () => {
	assert.deepEqual(names('', {upArrow: true}), ['up']);
	assert.deepEqual(names('', {pageDown: true}), ['pgdn']);
	assert.deepEqual(names('\r', {return: true}), ['enter']);
	assert.deepEqual(names('', {tab: true, shift: true}), ['shift-tab']);
	assert.deepEqual(names('c', {ctrl: true}), ['ctrl-c']);
	assert.deepEqual(names('', {escape: true}), ['esc']);
});

test('escape and a key right behind it are both meant', () => {
	assert.deepEqual(names('q', {meta: true}), ['esc', 'q']);
	assert.deepEqual(names('', {meta: true, downArrow: true}), ['esc', 'down']);
	assert.deepEqual(names('c', {meta: true, ctrl: true}), ['esc', 'ctrl-c']);
});

test('keys that have no name do nothing', () => {
	assert.deepEqual(names(''), []);
	assert.deepEqual(names('', {ctrl: true}), []);
});

test('only printable characters bring text along', () => {
	const texts = readKeys('a \r\u{1}é👍', key()).map(({text}) => text);
	assert.deepEqual(texts, ['a', ' ', undefined, undefined, 'é', '👍']);
});

test('an IPv6 address can be typed', () => {
	assert.deepEqual(names('['), ['[']);
	assert.deepEqual(names('[::1]'), [...'[::1]']);
});
