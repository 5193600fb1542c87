import assert from 'node:assert/strict';
import test from 'node:test';
import type {Health} from '../../../source/model/backend.js';
import type {ControlEvent} from '../../../source/model/event.js';
import {eventNotice} from '../../../source/tui/notices/event-notice.js';
import {OutageNotices} from '../../../source/tui/notices/outage-notice.js';
import {fakeBackend, fakeStatus} from '../../helpers/fake-control.js';
import {happened, warned} from '../../helpers/happened.js';

const pool = ['b1', 'b2', 'b3'].map(id => fakeBackend({id, url: `http://${id}`}));
const status = fakeStatus({backends: pool});

const turned = (id: string, to: Health): ControlEvent => happened({
	type: 'health-changed', backend: fakeBackend({id, url: `http://${id}`}), from: to === 'healthy' ? 'unhealthy' : 'healthy', to, reason: 'refused',
});

test('backends that go down together are told of together, one that goes down alone by itself', () => {
	const notices = new OutageNotices();
	const textOf = (event: ControlEvent, now: number) => notices.noticeOf(event, eventNotice(event), status, now)?.text;
	assert.equal(textOf(turned('b1', 'unhealthy'), 0), 'http://b1 is DOWN: refused');
	assert.equal(textOf(turned('b2', 'unhealthy'), 9000), '2 backends went DOWN within seconds, the last was http://b2: refused');
	assert.equal(textOf(turned('b3', 'unhealthy'), 12_000), '2 backends went DOWN within seconds, the last was http://b3: refused');
	assert.equal(textOf(turned('b3', 'healthy'), 13_000), 'http://b3 is UP again: refused');
	assert.equal(textOf(turned('b1', 'unhealthy'), 60_000), 'http://b1 is DOWN: refused');
});

test('that none is left is said before who was the last', () => {
	const none = fakeStatus({backends: [...pool.map(backend => ({...backend, health: 'unhealthy' as const})), fakeBackend({id: 'b4', state: 'disabled'})]});
	const event = turned('b1', 'unhealthy');
	assert.equal(new OutageNotices().noticeOf(event, eventNotice(event), none, 0)?.text, 'No backend is up, clients get 503; http://b1 is DOWN: refused');
});

test('anything else is told as it is', () => {
	const event = warned('careful');
	assert.equal(new OutageNotices().noticeOf(event, eventNotice(event), status, 0)?.text, 'careful');
});
