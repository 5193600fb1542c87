import assert from 'node:assert/strict';
import test from 'node:test';
import type {AdminState, Health} from '../../../source/model/backend.js';
import {eventNotice} from '../../../source/tui/notices/event-notice.js';
import {fakeBackend} from '../../helpers/fake-control.js';
import {happened} from '../../helpers/happened.js';

const toldOf = (state: AdminState, from: Health, to: Health): string | undefined =>
	eventNotice(happened({type: 'health-changed', backend: fakeBackend({id: 'b1', state}), from, to, reason: 'because'}))?.text.replace('http://127.0.0.1:9001', 'it');

test('a change of health is told in the words of the state that the row shows', () => {
	assert.equal(toldOf('active', 'healthy', 'unhealthy'), 'it is DOWN: because');
	assert.equal(toldOf('active', 'unhealthy', 'healthy'), 'it is UP again: because');
	assert.equal(toldOf('active', 'unknown', 'healthy'), undefined);
	assert.equal(toldOf('disabled', 'healthy', 'unhealthy'), 'it is OFF and unhealthy: because');
	assert.equal(toldOf('disabled', 'unhealthy', 'healthy'), 'it is OFF and healthy again: because');
	assert.equal(toldOf('draining', 'healthy', 'unhealthy'), 'it is draining and unhealthy: because');
});

test('only what is well again is good news', () => {
	const backend = fakeBackend({id: 'b1'});
	assert.equal(eventNotice(happened({type: 'health-changed', backend, from: 'unhealthy', to: 'healthy', reason: '200'}))?.tone, 'good');
	assert.equal(eventNotice(happened({type: 'panic-changed', isPanic: false}))?.tone, 'good');
	assert.deepEqual(eventNotice(happened({type: 'settings-changed', names: ['capture']})), {text: 'Changed capture', tone: 'plain'});
	assert.equal(eventNotice(happened({type: 'settings-changed', names: ['capture', 'policy', 'retries'], remembered: ['policy', 'retries']}))?.text, 'Changed capture, retries; saved: retries');
	assert.equal(eventNotice(happened({type: 'policy-changed', from: 'random', to: 'weighted'}))?.tone, 'plain');
	assert.equal(eventNotice(happened({type: 'backend-added', backend}))?.tone, 'plain');
});

test('a backend that lets requests wait is bad news, and its end good news', () => {
	const backend = fakeBackend({id: 'b1'});
	const began = eventNotice(happened({type: 'stall-changed', backend, isStalled: true, waitedMs: 6200}));
	assert.deepEqual([began?.tone, began?.text], ['bad', 'http://127.0.0.1:9001 does not respond: requests wait far longer than usual, the oldest for 6.2 s']);
	assert.equal(eventNotice(happened({type: 'stall-changed', backend, isStalled: false, waitedMs: 0}))?.tone, 'good');
});
