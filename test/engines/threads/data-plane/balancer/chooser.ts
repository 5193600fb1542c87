/* Chooses in a thread of its own whenever it is told to, with some exchanges in flight at any time, and tells how often each backend was chosen. */
import {parentPort} from 'node:worker_threads';
import {HealthCells} from '../../../../../source/engines/shared-memory/health-cells.js';
import {Stripe} from '../../../../../source/engines/shared-memory/stripe.js';
import type {PoolSnapshot} from '../../../../../source/model/pool.js';
import {Balancer} from '../../../../../source/engines/threads/data-plane/balancer/balancer.js';
import {createPolicies} from '../../../../../source/engines/threads/data-plane/balancer/policies.js';
import {requestOf} from './members.js';

export type ChooserOrder = {
	readonly memory: SharedArrayBuffer;
	readonly index: number;
	readonly snapshot: PoolSnapshot;
	readonly exchanges: number;
	readonly inFlight: number;
	/** How many turns each thread has begun, by its index. */
	readonly turns: SharedArrayBuffer;
};

const exchangesATurn = 10;

/** Waits for the other threads, so that none runs ahead of one that has no processor at the moment. */
const takeTurn = (begun: Int32Array, index: number): void => {
	const turn = Atomics.add(begun, index, 1) + 1;
	Atomics.notify(begun, index);
	for (let other = 0; other < begun.length; other++) {
		for (let seen = Atomics.load(begun, other); seen < turn; seen = Atomics.load(begun, other)) {
			Atomics.wait(begun, other, seen);
		}
	}
};

const countChoices = ({memory, index, snapshot, exchanges, inFlight, turns}: ChooserOrder): number[] => {
	const stripe = new Stripe(memory, index);
	const balancer = new Balancer(new HealthCells(memory), createPolicies(memory));
	balancer.apply(snapshot);
	const begun = new Int32Array(turns);
	const counts = snapshot.members.map(() => 0);
	const open: number[] = [];
	for (let number = 0; number < exchanges; number++) {
		if (number % exchangesATurn === 0) {
			takeTurn(begun, index);
		}

		const {slot} = balancer.choose(requestOf((2 * number) + index))!;
		counts[slot - 1]!++;
		stripe.enter(slot);
		open.push(slot);
		if (open.length <= inFlight) {
			continue;
		}

		// Whichever: backends that are equally fast do not answer in the order of asking.
		const [ended] = open.splice(Math.trunc(Math.random() * open.length), 1);
		stripe.leave(ended!);
		stripe.recordLatency(ended!, 1);
	}

	for (const slot of open) {
		stripe.leave(slot);
	}

	return counts;
};

parentPort!.on('message', (order: ChooserOrder) => {
	parentPort!.postMessage(countChoices(order));
});
