import assert from 'node:assert/strict';
import test from 'node:test';
import {forwardableProtocol, isAskedFor} from '../../../../../source/engines/threads/data-plane/upgrades/upgrade-protocol.js';

const requests: ReadonlyArray<readonly [upgrade: string | undefined, expected: string | undefined]> = [
	[undefined, undefined],
	['', undefined],
	[' , ,', undefined],
	['websocket', 'websocket'],
	['WebSocket', 'WebSocket'],
	['h2c', undefined],
	['H2', undefined],
	['h2c,websocket , h2', 'websocket'],
	['a/1, b', 'a/1, b'],
	['h2cx', 'h2cx'],
];
for (const [upgrade, expected] of requests) {
	test(`of Upgrade: ${upgrade ?? '(none)'}, ${expected ?? 'nothing'} is passed on`, () => {
		const headers = upgrade === undefined ? {} : {upgrade};
		assert.equal(forwardableProtocol({headers, httpVersion: '1.1'}), expected);
		assert.equal(forwardableProtocol({headers, httpVersion: '1.0'}), undefined);
	});
}

const answers: ReadonlyArray<readonly [chosen: string, asked: string, expected: boolean]> = [
	['websocket', 'websocket', true],
	['websocket', 'WebSocket', true],
	['b', 'a, b', true],
	['a, b', 'b, a', true],
	['', 'websocket', false],
	[',', 'websocket', false],
	['h2c', 'websocket', false],
	['websocket, h2c', 'websocket', false],
	['web', 'websocket', false],
];
for (const [chosen, asked, expected] of answers) {
	test(`a switch to ${JSON.stringify(chosen)} is ${expected ? '' : 'not '}what was asked for by ${JSON.stringify(asked)}`, () => {
		assert.equal(isAskedFor(chosen, asked), expected);
	});
}
