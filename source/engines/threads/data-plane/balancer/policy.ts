import type {PoolMember} from '../../../../model/pool.js';

/** The input of a policy. */
export type RequestFacts = {
	/** Address of the client. */
	readonly client: string;
	/** As the client sent it. */
	readonly target: string;
};

/** Called once for each exchange. */
export type Choose = (request: RequestFacts) => PoolMember;

/** A load balancing policy; one per file. */
export type BalancingPolicy = {
	/** Whether a choice uses up a turn that all threads share. Then a second choice for the same exchange bypasses the policy. */
	readonly takesTurns: boolean;
	/**
	Called after each change of the pool or of a backend's availability; work per backend is done here.

	@param candidates - The available backends in the pool's order; never empty.
	@param weights - One for each of them, above 0; whole numbers except during slow start.
	*/
	prepare(candidates: readonly PoolMember[], weights: readonly number[]): Choose;
};
