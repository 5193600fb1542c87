import assert from 'node:assert/strict';
import test from 'node:test';
import {nearest, suggestion} from '../../source/model/nearest.js';

const names = ['--port', '--policy', '--health-interval', '--health-timeout', '-p'];

test('a slip of the finger finds the name', () => {
	assert.equal(nearest('--prot', names), '--port');
	assert.equal(nearest('--por', names), '--port');
	assert.equal(nearest('--portt', names), '--port');
	assert.equal(nearest('--pxrt', names), '--port');
});

test('spelling variants are equal', () => {
	assert.equal(nearest('--healthInterval', names), '--health-interval');
	assert.equal(nearest('HEALTH_TIMEOUT', names), '--health-timeout');
});

test('the nearer one wins', () => {
	assert.equal(nearest('--health-timeuot', names), '--health-timeout');
});

test('a word that is like none has no suggestion', () => {
	assert.equal(nearest('--banana', names), undefined);
	assert.equal(nearest('-x', names), undefined);
	assert.equal(nearest('', names), undefined);
	assert.equal(nearest('x'.repeat(100_000), names), undefined);
});

test('a suggestion ends the sentence', () => {
	assert.equal(suggestion('--prot', names), '; did you mean --port?');
	assert.equal(suggestion('--banana', names), '.');
});
