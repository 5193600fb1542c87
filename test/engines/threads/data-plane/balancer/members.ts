import type {Policy, PoolMember, PoolSnapshot} from '../../../../../source/model/pool.js';

// The balancer does not look at these.
const noTraffic = {} as unknown as PoolSnapshot['traffic'];
const noWire = {} as unknown as PoolSnapshot['wire'];

/** A pool of active backends with these weights, in slots 1, 2, 3 …. */
export const membersOf = (weights: readonly number[]): PoolMember[] => weights.map((weight, index) => ({
	id: `b${index + 1}`, url: `http://10.0.0.${index + 1}:8080`, weight, state: 'active', slot: index + 1,
}));

export const snapshotOf = (policy: Policy, members: readonly PoolMember[], version = 1): PoolSnapshot => ({
	version,
	policy,
	members,
	traffic: noTraffic,
	wire: noWire,
});

/** A client and a target that differ from one number to the next. */
export const requestOf = (number: number) => ({
	client: `10.${Math.trunc(number / 65_536) % 256}.${Math.trunc(number / 256) % 256}.${number % 256}`,
	target: `/item/${number}?page=1`,
});
