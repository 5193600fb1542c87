import type {PoolMember} from '../../../../model/pool.js';

/** Of the backends of one name, only those of the lowest remaining tier (RFC 2782: the lowest-numbered priority that is reachable). */
export const firstTiers = (members: readonly PoolMember[]): readonly PoolMember[] => {
	if (members.every(({tier = 0}) => tier === 0)) {
		return members;
	}

	const first = new Map<string | undefined, number>();
	for (const {origin, tier = 0} of members) {
		first.set(origin, Math.min(tier, first.get(origin) ?? tier));
	}

	return members.filter(({origin, tier = 0}) => tier === first.get(origin));
};
