import assert from 'node:assert/strict';
import test from 'node:test';
import {startAnnouncer} from '../../source/tui/announcer.js';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';

test('what happens is told line by line, in words, and the figures once a minute while there is traffic', t => {
	t.mock.timers.enable({apis: ['setInterval']});
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', state: 'draining'})]});
	const lines: string[] = [];
	const stop = startAnnouncer({control, version: '0.1.0', write(line) {
		lines.push(line);
	}, environment: {}, clock: () => 0});
	const told = (): string[] => lines.splice(0).map(line => line.replace(/^\d\d:\d\d:\d\d /v, ''));
	assert.deepEqual(told(), [
		'proxy-tui 0.1.0 serves at http://localhost:8000, chooses backends by round-robin, and is steered at http://127.0.0.1:8082. Ctrl-c ends it.',
		'Backend http://127.0.0.1:9001: UP',
		'Backend http://127.0.0.1:9002: DRAIN',
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
	control.emit({type: 'warning', message: 'late', at: 0});
	assert.deepEqual(told(), []);
});
