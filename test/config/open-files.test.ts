import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {warningWords} from '../../source/model/warning.js';
import {adminConnectionsWithin, clientsWithin, connectionsWithin, openFilesProblem} from '../../source/config/open-files.js';

test('clients that are served, their backends, clients that wait and the admin API never need more files than there may be', () => {
	fc.assert(fc.property(fc.integer({min: 128, max: 2_000_000}), fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 1_000_000}), (limit, threads, wanted) => {
		const {maxConnections, maxWaiting} = connectionsWithin(limit, {maxConnections: wanted, threads});
		assert.ok(maxConnections >= 1 && maxConnections <= wanted && maxWaiting >= 0);
		assert.ok((2 * maxConnections) + maxWaiting + adminConnectionsWithin(limit) + 32 + (7 * threads) <= limit);
	}));
});

test('a usual limit is enough for many, and a low one for more than one', () => {
	assert.deepEqual([256, 1024, 10_240, 65_536].map(limit => clientsWithin(limit, 2)), [56, 280, 3224, 21_656]);
	assert.deepEqual(connectionsWithin(1024, {maxConnections: 280, threads: 2}), {maxConnections: 280, maxWaiting: 280});
	assert.deepEqual(connectionsWithin(65_536, {maxConnections: 10, threads: 2}), {maxConnections: 10, maxWaiting: 1024});
});

test('a warning says when the open-files limit allows few clients, or fewer than configured', () => {
	assert.equal(openFilesProblem(1024, {maxConnections: 280, threads: 2}), undefined);
	assert.equal(openFilesProblem(128, {maxConnections: 5, threads: 1}), undefined);
	assert.match(warningWords(openFilesProblem(128, {maxConnections: 16, threads: 1})!), /^The limit is 128 open files, which is enough for 16 client connections\. Raise /v);
	assert.match(warningWords(openFilesProblem(64, {maxConnections: 1, threads: 1})!), /^The limit is 64 open files\b.* for 1 client connection\. /v);
	assert.match(warningWords(openFilesProblem(1024, {maxConnections: 5000, threads: 2})!), /^--max-connections is 5000, but the limit is 1024 open files, which is enough for 420 client connections\. Raise /v);
});
