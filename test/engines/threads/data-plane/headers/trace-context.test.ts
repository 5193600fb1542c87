import assert from 'node:assert/strict';
import test from 'node:test';
import type {RequestHeaders} from '../../../../../source/engines/threads/data-plane/headers/request-headers.js';
import {TraceContext} from '../../../../../source/engines/threads/data-plane/headers/trace-context.js';
import {fieldsOf} from '../admission/fields.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const given = `00-${traceId}-b7ad6b7169203331-01`;

const take = (headers: RequestHeaders, starts = true) => ({traceId: new TraceContext().take(fieldsOf(headers), starts), headers});

test('a trace is passed on as it is, with its state', () => {
	for (const traceparent of [given, `00-${traceId}-b7ad6b7169203331-00`, `cc-${traceId}-b7ad6b7169203331-01-what-comes-later`]) {
		assert.deepEqual(take({traceparent, tracestate: 'a=1'}), {traceId, headers: {traceparent, tracestate: 'a=1'}});
	}
});

test('an invalid trace is replaced, and its state dropped', () => {
	const wrong = [
		'', 'x', given.slice(0, -1), `${given}-more`, `ff${given.slice(2)}`, given.toUpperCase(),
		`00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `00-${traceId}-${'0'.repeat(16)}-01`, [given, given], `${given}, ${given}`,
	];
	for (const traceparent of wrong) {
		const {traceId: started, headers} = take({traceparent, tracestate: 'a=1', accept: '*/*'});
		assert.match(started!, /^[\da-f]{32}$/v);
		assert.deepEqual(Object.keys(headers).toSorted(), ['accept', 'traceparent']);
		assert.match(String(headers['traceparent']), new RegExp(String.raw`^00-${started}-[\da-f]{16}-01$`, 'v'));
		assert.deepEqual(take({traceparent, tracestate: 'a=1', accept: '*/*'}, false), {traceId: undefined, headers: {accept: '*/*'}});
	}
});

test('a state without a trace is dropped', () => {
	assert.deepEqual(take({tracestate: 'a=1'}, false), {traceId: undefined, headers: {}});
});

test('every trace that begins has ids of its own', () => {
	const traces = new TraceContext();
	const started = Array.from({length: 1000}, () => {
		const headers: RequestHeaders = {};
		traces.take(fieldsOf(headers), true);
		return String(headers['traceparent']).split('-');
	});
	assert.equal(new Set(started.map(parts => parts[1])).size, 1000);
	assert.equal(new Set(started.map(parts => parts[2])).size, 1000);
});
