import assert from 'node:assert/strict';
import test from 'node:test';
import type {Backend} from '../../source/model/backend.js';
import {commandWords, type Command} from '../../source/model/command.js';
import type {PoolChange} from '../../source/model/pool-change.js';

const backend: Backend = {id: 'b1', url: 'http://a', weight: 1, state: 'active'};

test('each command has its sentence', () => {
	const url = 'http://a';
	const sentences: ReadonlyArray<readonly [Command, string]> = [
		[{type: 'add', url, weight: 2}, 'Added http://a, weight 2'],
		[{type: 'update', url, change: {state: 'draining', weight: 4, healthCheck: {}}}, 'http://a is draining and has weight 4 and has other health checks'],
		[{type: 'remove', url, isForced: false, drainsFirst: true}, 'Removed http://a, which drains first'],
		[{type: 'remove', url, isForced: true, drainsFirst: false}, 'Removed and cut off http://a'],
		[{type: 'replace-pool', entries: 1}, 'Replaced the pool by one of 1 entry'],
		[{type: 'replace-pool', entries: 0}, 'Replaced the pool by one of 0 entries'],
		[{type: 'replay', request: 7, url}, 'Replayed request 7, to http://a'],
		[{type: 'replay', request: 7}, 'Replayed request 7, to no backend'],
		[{type: 'change-settings', changes: [{name: 'policy', value: null}, {name: 'retries', value: 0}, {name: 'redact'}]}, 'Changed policy to its default, retries to 0, redact'],
	];
	for (const [command, sentence] of sentences) {
		assert.equal(commandWords(command), sentence);
	}
});

test('of what was undone it is said what it was, and what holds again', () => {
	const sentences: ReadonlyArray<readonly [PoolChange, string]> = [
		[{type: 'added', backend}, 'added http://a'],
		[{type: 'removed', backend, index: 0}, 'removed http://a'],
		[{type: 'changed', before: backend, after: {...backend, state: 'disabled', weight: 2}}, 'changed http://a; state active, weight 1 again'],
		[{type: 'changed', before: backend, after: {...backend, healthCheck: {path: '/'}}}, 'changed http://a; previous health checks again'],
		[{type: 'name-added', url: 'http+dns://a', weight: 1}, 'added http+dns://a'],
		[{type: 'name-removed', url: 'http+dns://a', weight: 1}, 'removed http+dns://a'],
		[{type: 'name-changed', url: 'http+dns://a', from: 1, to: 2}, 'changed http+dns://a; weight 1 again'],
		[{type: 'policy-changed', from: 'random', to: 'first'}, 'changed policy to first; random again'],
		[{type: 'several', urls: ['http://a', 'http://b']}, 'changed http://a, http://b'],
	];
	for (const [undone, sentence] of sentences) {
		assert.equal(commandWords({type: 'undo', undone}), `Undid: ${sentence}`);
	}
});
