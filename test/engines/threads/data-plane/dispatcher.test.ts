import assert from 'node:assert/strict';
import test from 'node:test';
import {HealthCells} from '../../../../source/engines/shared-memory/health-cells.js';
import {allocateSharedMemory} from '../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../source/engines/shared-memory/stripe.js';
import type {PoolMember} from '../../../../source/model/pool.js';
import {Balancer} from '../../../../source/engines/threads/data-plane/balancer/balancer.js';
import {createPolicies} from '../../../../source/engines/threads/data-plane/balancer/policies.js';
import {Dispatcher} from '../../../../source/engines/threads/data-plane/dispatcher.js';
import type {Exchange} from '../../../../source/engines/threads/data-plane/exchange.js';
import {usualTraffic} from '../../../helpers/usual-traffic.js';
import {membersOf, requestOf, snapshotOf} from './balancer/members.js';

/** Counts how often the pool is gone through for another backend. */
class CountingBalancer extends Balancer {
	looks = 0;

	override chooseAnother(...given: Parameters<Balancer['chooseAnother']>): PoolMember | undefined {
		this.looks++;
		return super.chooseAnother(...given);
	}
}

const startDispatcher = (backends: number) => {
	const sharedMemory = allocateSharedMemory(1);
	const stripe = new Stripe(sharedMemory, 0);
	const balancer = new CountingBalancer(new HealthCells(sharedMemory), createPolicies(sharedMemory));
	const members = membersOf(Array.from({length: backends}, () => 1));
	balancer.apply(snapshotOf('round-robin', members));
	const dispatcher = new Dispatcher({
		balancer, stripe, sharedMemory, traffic: () => ({...usualTraffic, maxBackendConnections: 1}),
	});
	return {
		dispatcher, balancer, stripe, members,
	};
};

/** Which backends an exchange has been given to is all that is looked at. */
const exchangeOf = (number: number): Exchange => {
	const tried: PoolMember[] = [];
	return {
		...requestOf(number),
		attempts: {
			tried,
			silent: [],
			chosen() {},
			begin(backend: PoolMember) {
				tried.push(backend);
			},
		},
	} as unknown as Exchange;
};

test('with thousands of backends one look is enough to find the last that has a place, or that none has', () => {
	const {dispatcher, balancer, stripe, members} = startDispatcher(3000);
	for (const {slot} of members) {
		stripe.enter(slot);
	}

	assert.equal(dispatcher.assign(exchangeOf(1)), undefined);
	assert.equal(balancer.looks, 1);
	stripe.leave(2000);
	assert.equal(dispatcher.assign(exchangeOf(2))?.slot, 2000);
	assert.equal(balancer.looks, 2);
	assert.equal(dispatcher.assign(exchangeOf(3)), undefined, 'the place is taken');
	assert.equal(balancer.looks, 3);
});

test('an exchange that was tried once is given to another that has a place, never to the same again', () => {
	const {dispatcher, stripe} = startDispatcher(3);
	const exchange = exchangeOf(1);
	const first = dispatcher.assign(exchange)!;
	stripe.leave(first.slot);
	const second = dispatcher.assign(exchange)!;
	const third = dispatcher.assign(exchange)!;
	assert.deepEqual(new Set([first.slot, second.slot, third.slot]), new Set([1, 2, 3]));
	assert.equal(dispatcher.assign(exchange), undefined);
});
