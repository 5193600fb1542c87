/* What a choice costs with few and with very many backends, and what taking in a change of the pool costs. */
import process from 'node:process';
import {HealthCells} from '../../source/engines/shared-memory/health-cells.js';
import {allocateSharedMemory} from '../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../source/engines/shared-memory/stripe.js';
import {policies, type Policy} from '../../source/model/pool.js';
import {Balancer} from '../../source/engines/threads/data-plane/balancer/balancer.js';
import {createPolicies} from '../../source/engines/threads/data-plane/balancer/policies.js';
import {membersOf, requestOf, snapshotOf} from '../engines/threads/data-plane/balancer/members.js';

const requests = Array.from({length: 1024}, (_, index) => requestOf(index));

const measure = (policy: Policy, backends: number): {chooseUs: number; prepareUs: number} => {
	const memory = allocateSharedMemory(2);
	const stripe = new Stripe(memory, 0);
	const balancer = new Balancer(new HealthCells(memory), createPolicies(memory));
	const members = membersOf(Array.from({length: backends}, (_, index) => 1 + (index % 7)));
	for (const {slot} of members) {
		stripe.recordLatency(slot, 1 + (slot % 5));
	}

	const rounds = policy.endsWith('hash') && backends > 1000 ? 2000 : 200_000;
	const choose = (count: number): void => {
		for (let round = 0; round < count; round++) {
			const {slot} = balancer.choose(requests[round % requests.length]!)!;
			stripe.enter(slot);
			stripe.leave(slot);
		}
	};

	let prepareUs = Infinity;
	for (let version = 1; version <= 50; version++) {
		balancer.apply(snapshotOf(policy, members, version));
		const startedAt = performance.now();
		choose(1);
		prepareUs = Math.min(prepareUs, (performance.now() - startedAt) * 1000);
	}

	choose(rounds / 10);
	// Processor time, so that what else the machine does is not counted.
	const before = process.threadCpuUsage();
	choose(rounds);
	const {user, system} = process.threadCpuUsage(before);
	return {chooseUs: (user + system) / rounds, prepareUs};
};

/** Microseconds, with an exchange begun and ended for each choice. */
export const measureBalancer = (): void => {
	for (const backends of [3, 100, 10_000]) {
		for (const policy of policies) {
			const {chooseUs, prepareUs} = measure(policy, backends);
			const costs = `${chooseUs.toFixed(3).padStart(9)} µs a choice  ${prepareUs.toFixed(0).padStart(7)} µs after a change`;
			process.stdout.write(`  ${String(backends).padStart(6)} backends  ${policy.padEnd(18)} ${costs}\n`);
		}
	}
};
