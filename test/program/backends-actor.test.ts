import assert from 'node:assert/strict';
import test from 'node:test';
import {backendsActor} from '../../source/program/backends-actor.js';
import type {GivenSettings} from '../../source/config/given-settings.js';

test('the backends of the start are there by the source that names them', () => {
	const given = (from: string): GivenSettings => new Map([['backends', {value: [], from}]]);
	const actorOf = (from: string) => backendsActor(given(from), new Map());
	assert.deepEqual(backendsActor(given('--backend'), given('--backend')), {face: 'command-line'});
	assert.deepEqual(actorOf('default'), {face: 'command-line'}, 'such as those of the demo');
	assert.deepEqual(actorOf('saved'), {face: 'saved-state'});
	assert.deepEqual(actorOf('PROXY_TUI_BACKENDS'), {face: 'environment', name: 'PROXY_TUI_BACKENDS'});
	assert.deepEqual(actorOf('proxy-tui.yaml:3:7'), {face: 'config', name: 'proxy-tui.yaml:3:7'});
});
