import assert from 'node:assert/strict';
import test from 'node:test';
import type {OpenRequest} from '../../../source/model/open-request.js';
import {FakeControl, fakeBackend, fakeRecord} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const open = (target: string, durationMs: number, phase: OpenRequest['phase'] = 'first-byte'): OpenRequest => {
	const {number: _none, ...entry} = fakeRecord({number: 1, target, durationMs, status: 0});
	return {...entry, phase};
};

const openSession = async (requests: readonly OpenRequest[]): Promise<ScreenSession> => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}));
	session.control.open = requests;
	session.press('O');
	await session.settle();
	return session;
};

test('O lists what is in flight, the oldest first, with how long it has been running and what it waits for', async () => {
	const session = await openSession([open('/old', 61_000), open('/new?x=1', 900, 'queue')]);
	const text = session.screen.join('\n');
	assert.match(text, /In flight {2}2, the oldest first/v);
	assert.match(text, /1m01s +waiting +GET +\/old.*\n.*900 ms +queued +GET +\/new/v);
	session.press('j', 'enter');
	assert.equal(session.state.query?.text, 'path:/new');
	assert.equal(session.state.mode.kind, 'browse');
});

test('where nothing is in flight that is said; where an engine cannot tell, why', async () => {
	const session = await openSession([]);
	assert.match(session.screen.join('\n'), /Nothing is in flight/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
	session.control.changeStatus({lacks: ['openRequests']});
	session.refresh();
	session.press('O');
	assert.equal(session.state.mode.kind, 'browse');
	assert.match(session.bottom, /engine/v);
});
