import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {AdminState, Health} from '../../../source/model/backend.js';
import {asAdded, orderBackends, sortedBy, type BackendsOrder, type SortColumn} from '../../../source/tui/state/backends-order.js';
import {fakeBackend} from '../../helpers/fake-control.js';

const traffic = (requestsPerSecond: number, p99Ms?: number) => ({
	requestsPerSecond, p50Ms: undefined, p95Ms: undefined, p99Ms, errorShare: undefined,
});
const pool = [
	fakeBackend({id: 'b1', url: 'http://host:10', recent: traffic(5, 20)}),
	fakeBackend({id: 'b2', url: 'http://host:9', health: 'unhealthy', recent: traffic(0)}),
	fakeBackend({id: 'b3', url: 'http://host:100', state: 'draining', recent: traffic(9, 3)}),
	fakeBackend({id: 'b4', url: 'http://abc:1', recent: traffic(5, 40)}),
];
const idsOf = (order: Partial<BackendsOrder>): string => orderBackends(pool, {...asAdded, ...order}).map(({id}) => id).join(' ');

test('at first backends stand in the order in which they were added', () => {
	assert.equal(orderBackends(pool, asAdded), pool);
	assert.equal(idsOf({isDescending: true}), 'b4 b3 b2 b1');
});

test('names go by the alphabet, the numbers in them by their value', () => {
	assert.equal(idsOf({column: 'url'}), 'b4 b2 b1 b3');
});

test('what is not known stands last, in either direction', () => {
	assert.equal(idsOf({column: 'p99'}), 'b3 b1 b4 b2');
	assert.equal(idsOf({column: 'p99', isDescending: true}), 'b4 b1 b3 b2');
});

test('those that are equal stay in order', () => {
	assert.equal(idsOf({column: 'rate', isDescending: true}), 'b3 b1 b4 b2');
});

test('grouped, trouble stands first, and within a group the order holds', () => {
	assert.equal(idsOf({isGrouped: true}), 'b2 b3 b1 b4');
	assert.equal(idsOf({isGrouped: true, column: 'p99', isDescending: true}), 'b2 b3 b4 b1');
});

test('only trouble is what is down, ejected, or has failed of late', () => {
	assert.equal(idsOf({isProblemsOnly: true}), 'b2');
	const failing = fakeBackend({id: 'b5', recent: {...traffic(5), errorShare: 0.01}});
	const ejected = fakeBackend({id: 'b6', ejectedUntil: 9000});
	assert.deepEqual(orderBackends([failing, ejected, ...pool], {...asAdded, isProblemsOnly: true}).map(({id}) => id), ['b2', 'b6', 'b5'], 'the worst first');
	assert.deepEqual(orderBackends([failing, ejected, ...pool], {...asAdded, isProblemsOnly: true, isDescending: true}).map(({id}) => id), ['b2', 'b6', 'b5'], 'or the newest, for who asks for that');
});

test('figures are sorted from the highest at first, names from the first; the same column again reverses the order', () => {
	assert.equal(sortedBy(asAdded, 'rate').isDescending, true);
	assert.equal(sortedBy(sortedBy(asAdded, 'rate'), 'rate').isDescending, false);
	assert.equal(sortedBy(asAdded, 'url').isDescending, false);
	assert.equal(sortedBy(asAdded, 'added').isDescending, true);
});

test('sorting loses no backend', () => {
	const column = fc.constantFrom<SortColumn>('added', 'state', 'url', 'connections', 'rate', 'p50', 'p95', 'p99', 'errors', 'weight');
	const backends = fc.array(fc.record({
		state: fc.constantFrom<AdminState>('active', 'draining', 'disabled'),
		health: fc.constantFrom<Health>('unknown', 'healthy', 'unhealthy'),
		connections: fc.nat(9),
		url: fc.string(),
	})).map(all => all.map((given, index) => fakeBackend({...given, id: `b${index}`})));
	fc.assert(fc.property(backends, column, fc.boolean(), fc.boolean(), (all, by, isDescending, isGrouped) => {
		const ordered = orderBackends(all, {...asAdded, column: by, isDescending, isGrouped});
		assert.deepEqual(new Set(ordered), new Set(all));
		assert.equal(ordered.length, all.length);
	}));
});
