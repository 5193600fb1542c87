import assert from 'node:assert/strict';
import test from 'node:test';
import type {ControlEvent} from '../../../source/model/event.js';
import {eventNotice, type IsOwn} from '../../../source/tui/notices/event-notice.js';
import {Notices} from '../../../source/tui/notices/notices.js';
import {fakeBackend, fakeStatus} from '../../helpers/fake-control.js';
import {happened, warned} from '../../helpers/happened.js';

const status = fakeStatus({backends: [fakeBackend({id: 'b1'})]});
const removed = happened({type: 'backend-removed', backend: fakeBackend({id: 'b1'})});

const start = (isOwn: IsOwn = ({face}) => face === 'terminal') => {
	const notices = new Notices(isOwn);
	return {
		notices,
		happens(event: ControlEvent, now = 0) {
			notices.onEvent(event, eventNotice(event), status, now);
		},
		next: (now: number) => notices.next(now)?.text,
	};
};

test('of what comes together the worst is told, of equals the last', () => {
	const {happens, next} = start();
	happens(warned('2 in flight were cut off'));
	happens(removed);
	assert.equal(next(0), '2 in flight were cut off');
	assert.equal(next(1), undefined);
	happens(warned('first'));
	happens(warned('second'));
	assert.equal(next(2), 'second');
});

test('what a key has done can be read before anything else is told, and makes up for its own event', () => {
	const {notices, happens, next} = start();
	happens(removed, 1000);
	assert.equal(notices.answer({text: 'Removed; u brings it back', tone: 'good'}, 1000).text, 'Removed; u brings it back');
	assert.equal(next(9000), undefined, 'it has been told already');
	happens(warned('before'), 9500);
	notices.answer({text: 'done', tone: 'good'}, 10_000);
	happens(warned('after'), 10_001);
	assert.deepEqual([10_001, 13_999, 14_000].map(now => next(now)), [undefined, undefined, 'after']);
	happens(warned('worse than the answer'), 20_000);
	notices.answer({text: 'done', tone: 'good'}, 20_000);
	assert.equal(next(24_000), 'worse than the answer');
});

test('of a backend that is back it is not told any more that it went down', () => {
	const {notices, happens, next} = start();
	const turned = (to: 'healthy' | 'unhealthy'): ControlEvent => happened({
		type: 'health-changed', backend: fakeBackend({id: 'b1', url: 'http://b1'}), from: to === 'healthy' ? 'unhealthy' : 'healthy', to, reason: 'because',
	});
	notices.answer({text: 'done', tone: 'good'}, 0);
	happens(turned('unhealthy'), 1000);
	happens(turned('healthy'), 2000);
	assert.equal(next(4000), 'http://b1 is UP again: because');
});

test('that no backend is up is not told any more once one is, although its first check is no news', () => {
	const {notices, happens, next} = start();
	const checked = (id: string, to: 'healthy' | 'unhealthy'): ControlEvent => happened({
		type: 'health-changed', backend: fakeBackend({id, url: `http://${id}`}), from: 'unknown', to, reason: 'because',
	});
	notices.answer({text: 'Added http://b1', tone: 'good'}, 0);
	happens(checked('b1', 'unhealthy'), 100);
	notices.answer({text: 'Added http://b2', tone: 'good'}, 1000);
	happens(checked('b2', 'healthy'), 1100);
	assert.equal(next(5000), undefined);
});

test('bad news is not hidden at once by what is no news as bad', () => {
	const {notices, happens} = start();
	happens(happened({type: 'backend-ejected', backend: fakeBackend({id: 'b1'}), durationMs: 1000, outlier: {type: 'consecutive-failures', failures: 5}}), 0);
	const shown = notices.next(0)!;
	happens(removed, 200);
	assert.equal(notices.next(200, shown), undefined);
	assert.match(notices.next(4000, shown)!.text, /^Removed/v);
});

test('a clock that is set back holds up nothing', () => {
	const {notices, happens, next} = start();
	notices.answer({text: 'done', tone: 'good'}, 1e9);
	happens(warned('later'), 5);
	assert.equal(next(5), 'later');
});

test('what the rows show, and the health of what is switched off, is no notice', () => {
	const {happens, next} = start();
	const backend = fakeBackend({id: 'b1', state: 'disabled'});
	for (const event of [
		{type: 'health-changed', backend, from: 'healthy', to: 'unhealthy', reason: 'refused'},
		{type: 'state-changed', backend, from: 'active', to: 'disabled'},
		{type: 'weight-changed', backend, from: 1, to: 2},
		{type: 'command', command: {type: 'update', url: 'http://a', change: {state: 'disabled'}}, actor: {face: 'terminal'}},
	] as const) {
		happens(happened(event));
		assert.equal(next(0), undefined, event.type);
	}

	happens(happened({type: 'state-changed', backend, from: 'draining', to: 'disabled'}));
	assert.match(next(0)!, /is OFF: nothing is in flight any more$/v);
});

test('a command of another comes as a notice, one of this screen does not: its key has told what it led to', () => {
	const {happens, next} = start(({claimedName}) => claimedName === 'this screen');
	const cause = (claimedName: string) => ({actor: {face: 'api', name: '127.0.0.1', claimedName}, commandId: claimedName} as const);
	const removal = {type: 'command', command: {type: 'remove', url: 'http://127.0.0.1:9001', isForced: false, drainsFirst: false}} as const;
	const draining = fakeBackend({id: 'b1', state: 'draining'});
	for (const event of [
		{...removed, ...cause('this screen')},
		happened({type: 'policy-changed', from: 'random', to: 'weighted', ...cause('this screen')}),
		happened({type: 'settings-changed', names: ['retries'], ...cause('this screen')}),
		happened({...removal, ...cause('this screen')}),
	]) {
		happens(event);
		assert.equal(next(0), undefined);
	}

	happens(happened({...removal, ...cause('another screen')}), 1);
	assert.match(next(1)!, /^Removed http:\/\/127\.0\.0\.1:9001, by 127\.0\.0\.1, calling itself "another screen"$/v);
	happens(happened({...removal, actor: {face: 'terminal', name: 'root'}}), 2);
	assert.match(next(2)!, / by root at the terminal$/v);
	happens(happened({type: 'backend-removed', backend: draining, ...cause('this screen')}), 3);
	assert.equal(next(3), 'Removed http://127.0.0.1:9001', 'once it has drained');
	happens(happened({type: 'state-changed', backend: draining, from: 'draining', to: 'disabled', ...cause('this screen')}), 4);
	assert.match(next(4)!, /is OFF/v);
});
