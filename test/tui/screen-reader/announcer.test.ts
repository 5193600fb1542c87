import assert from 'node:assert/strict';
import test from 'node:test';
import {startAnnouncer} from '../../../source/tui/screen-reader/announcer.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {warned} from '../../helpers/happened.js';

test('what happens is told line by line, in words, and the figures once a minute while there is traffic', t => {
	t.mock.timers.enable({apis: ['setInterval']});
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', state: 'draining'})]});
	const lines: string[] = [];
	const stop = startAnnouncer({control, version: '0.1.0', write(line) {
		lines.push(line);
	}, environment: {}, clock: () => 0});
	const told = (): string[] => lines.splice(0).map(line => line.replace(/^\d\d:\d\d:\d\d /v, ''));
	assert.deepEqual(told(), [
		'proxy-tui 0.1.0 listens on http://localhost:8000, policy round-robin, admin API on http://127.0.0.1:8082. Ctrl-c quits.',
		'Backend http://127.0.0.1:9002: DRAIN',
		'Backend http://127.0.0.1:9001: UP',
	]);
	control.emit({type: 'health-changed', backend: fakeBackend({id: 'b1'}), from: 'healthy', to: 'unhealthy', reason: 'refused\u{1B}[2J', at: 0});
	assert.deepEqual(told(), ['http://127.0.0.1:9001 is DOWN: refused␛[2J']);
	t.mock.timers.tick(60_000);
	assert.deepEqual(told(), []);
	control.log(3);
	t.mock.timers.tick(60_000);
	assert.match(told().join('\n'), /^1 of 2 backends up, 0\.0 requests a second$/v);
	t.mock.timers.tick(60_000);
	assert.deepEqual(told(), []);
	stop();
	control.emit(warned('late'));
	assert.deepEqual(told(), []);
});

test('trouble is told first and with its reason, and once how many are up when all have been checked', t => {
	const down = fakeBackend({
		id: 'b2', health: 'unhealthy', lastCheck: {at: 0, passed: false, durationMs: 1, reason: 'connection refused'},
	});
	const control = new FakeControl({backends: [fakeBackend({id: 'b1', health: 'unknown'}), down]});
	const lines: string[] = [];
	t.after(startAnnouncer({control, version: '0.1.0', write(line) {
		lines.push(line.slice('00:00:00 '.length));
	}, environment: {}, clock: () => 0}));
	assert.deepEqual(lines.splice(0).slice(1), ['Backend http://127.0.0.1:9002: DOWN, connection refused', 'Backend http://127.0.0.1:9001: CHECKING']);
	const up = fakeBackend({id: 'b1'});
	control.changeStatus({backends: [up, down]});
	control.emit({type: 'health-changed', backend: up, from: 'unknown', to: 'healthy', reason: '200 OK', at: 0});
	control.emit({type: 'health-changed', backend: up, from: 'unknown', to: 'healthy', reason: '200 OK', at: 0});
	assert.deepEqual(lines, ['All backends checked: 1 of 2 backends up, 0.0 requests a second']);
});

test('the end of a drain is told', t => {
	const control = new FakeControl();
	const lines: string[] = [];
	t.after(startAnnouncer({control, version: '0.1.0', write(line) {
		lines.push(line);
	}, environment: {}, clock: () => 0}));
	control.emit({type: 'state-changed', backend: fakeBackend({id: 'b1'}), from: 'draining', to: 'disabled', at: 0});
	control.emit({type: 'state-changed', backend: fakeBackend({id: 'b1'}), from: 'active', to: 'draining', at: 0});
	assert.match(lines.at(-1)!, /http:\/\/127\.0\.0\.1:9001 is OFF: nothing is in flight any more$/v);
});

test('an instance elsewhere is only detached from', t => {
	const lines: string[] = [];
	t.after(startAnnouncer({control: new FakeControl(), version: '0.1.0', isAttached: true, write(line) {
		lines.push(line);
	}, environment: {}, clock: () => 0}));
	assert.match(lines[0]!, / Ctrl-c detaches\.$/v);
});
