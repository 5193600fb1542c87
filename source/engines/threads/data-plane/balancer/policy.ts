import type {PoolMember} from '../../../../model/pool.js';

/** What a policy may know of an exchange. */
export type RequestFacts = {
	/** Address of the client. */
	readonly client: string;
	/** As the client sent it. */
	readonly target: string;
};

/** Called once for each exchange. */
export type Choose = (request: RequestFacts) => PoolMember;

/** How to choose among backends. One policy a file. */
export type BalancingPolicy = {
	/** Whether a choice uses up a turn that all threads share. Then another choice for the same exchange is made without the policy. */
	readonly takesTurns: boolean;
	/**
	Called whenever the pool or a backend's availability has changed; what takes time per backend is done here.

	@param candidates - The available backends in the pool's order; never empty.
	@param weights - One for each of them, above 0; whole numbers but for backends that are about to get their full share.
	*/
	prepare(candidates: readonly PoolMember[], weights: readonly number[]): Choose;
};
