import assert from 'node:assert/strict';
import test from 'node:test';
import type {AdminState, Health} from '../../source/model/backend.js';
import {eventNotice} from '../../source/tui/event-notice.js';
import {fakeBackend} from '../helpers/fake-control.js';

const toldOf = (state: AdminState, from: Health, to: Health): string | undefined =>
	eventNotice({type: 'health-changed', backend: fakeBackend({id: 'b1', state}), from, to, reason: 'because', at: 0})?.text.replace('http://127.0.0.1:9001', 'it');

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
	assert.equal(eventNotice({type: 'health-changed', backend, from: 'unhealthy', to: 'healthy', reason: '200', at: 0})?.tone, 'good');
	assert.equal(eventNotice({type: 'panic-changed', isPanic: false, at: 0})?.tone, 'good');
	assert.deepEqual(eventNotice({type: 'settings-changed', names: ['capture'], at: 0}), {text: 'Changed capture', tone: 'plain'});
	assert.equal(eventNotice({type: 'settings-changed', names: ['capture', 'policy', 'retries'], remembered: ['policy', 'retries'], at: 0})?.text, 'Changed capture, retries; remembered: retries');
	assert.equal(eventNotice({type: 'policy-changed', from: 'random', to: 'weighted', at: 0})?.tone, 'plain');
	assert.equal(eventNotice({type: 'backend-added', backend, at: 0})?.tone, 'plain');
});

test('a backend that lets requests wait is bad news, and its end good news', () => {
	const backend = fakeBackend({id: 'b1'});
	const began = eventNotice({type: 'stall-changed', backend, isStalled: true, waitedMs: 6200, at: 0});
	assert.deepEqual([began?.tone, began?.text], ['bad', 'http://127.0.0.1:9001 does not respond: requests wait far longer than usual, the oldest for 6.2 s']);
	assert.equal(eventNotice({type: 'stall-changed', backend, isStalled: false, waitedMs: 0, at: 0})?.tone, 'good');
});
