import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {servingMembers} from '../../source/model/availability.js';
import type {AdminState, Health} from '../../source/model/backend.js';

type Member = {readonly state: AdminState; readonly health: Health; readonly isEjected: boolean};

const up: Member = {state: 'active', health: 'healthy', isEjected: false};
const down: Member = {...up, health: 'unhealthy'};
const ejected: Member = {...up, isEjected: true};
const off: Member = {...up, state: 'disabled'};

const serving = (members: readonly Member[], threshold = 0) => servingMembers(members, member => member, threshold);

test('available ones serve, unprobed ones among them', () => {
	const unknown: Member = {...up, health: 'unknown'};
	assert.deepEqual(serving([up, down, ejected, off, unknown]), {members: [up, unknown], isPanic: false});
});

test('when none but ejected ones is left, those serve', () => {
	assert.deepEqual(serving([ejected, down, off, {...ejected, health: 'unhealthy'}]), {members: [ejected], isPanic: true});
});

test('no backend serves when all are down, and that is not panic mode', () => {
	assert.deepEqual(serving([down, down, off]), {members: [], isPanic: false});
});

test('below the threshold all active ones serve', () => {
	assert.deepEqual(serving([up, down, ejected, off], 34), {members: [up, down, ejected], isPanic: true});
	assert.deepEqual(serving([up, down, ejected, off], 33), {members: [up], isPanic: false});
	assert.deepEqual(serving([down, off], 1), {members: [down], isPanic: true});
	assert.deepEqual(serving([off], 100), {members: [], isPanic: false});
});

test('only active backends serve, and some do as long as any can be reached', () => {
	const member = fc.record<Member>({state: fc.constantFrom('active', 'draining', 'disabled'), health: fc.constantFrom('unknown', 'healthy', 'unhealthy'), isEjected: fc.boolean()});
	fc.assert(fc.property(fc.array(member), fc.integer({min: 0, max: 100}), (members, threshold) => {
		const {members: chosen} = serving(members, threshold);
		assert.ok(chosen.every(({state}) => state === 'active'));
		assert.ok(chosen.length > 0 || members.every(({state, health}) => state !== 'active' || health === 'unhealthy'));
	}));
});
