import assert from 'node:assert/strict';
import test from 'node:test';
import {statusText} from '../../../source/program/commands/steering/status-text.js';
import {fakeBackend, fakeStatus} from '../../helpers/fake-control.js';

test('the phase that most of the time goes into stands beside the latency', () => {
	const traffic = {requestsPerSecond: 2, p50Ms: 840, p95Ms: 900, p99Ms: 1000, errorShare: 0};
	const even = {queueMs: 1, connectMs: 1, firstByteMs: 1, transferMs: 1};
	const text = statusText(fakeStatus({backends: [
		fakeBackend({id: 'b1', recent: {...traffic, timings: {...even, firstByteMs: 840}}}),
		fakeBackend({id: 'b2', recent: {...traffic, timings: even}}),
		fakeBackend({id: 'b3'}),
	]}));
	assert.match(text, /^ID .* REQ\/S +P99 {2}MOST TIME +ERRORS/mv);
	assert.match(text, /^b1 .* 1000 ms {2}first byte 840 ms \(backend\) +0\.0 %/mv);
	assert.match(text, /^b2 .* 1000 ms {2}- +0\.0 %/mv);
	assert.match(text, /^b3 .* - {2}- +- /mv);
});
