import {isAvailable, type AdminState, type Health} from './backend.js';

/** The current state of a backend. */
export type Standing = {
	readonly health: Health;
	/** Whether it is ejected by outlier detection. */
	readonly isEjected: boolean;
};

export type Serving<Member> = {
	/** In the pool's order. */
	readonly members: readonly Member[];
	/** Panic mode: others serve as well. */
	readonly isPanic: boolean;
};

/**
The candidates for new exchanges. Normally the available backends. In panic mode, below a share of active ones, all active ones serve: few
must not be crushed by the load of many. If none but ejected ones are available, those serve: a response that may fail is better than none.

@param members
@param standingOf
@param panicThreshold - The share of active backends below which all serve, in percent; 0 for never.
*/
export const servingMembers = <Member extends {readonly state: AdminState}>(
	members: readonly Member[],
	standingOf: (member: Member) => Standing,
	panicThreshold: number,
): Serving<Member> => {
	const active: Member[] = [];
	const reachable: Member[] = [];
	const available: Member[] = [];
	for (const member of members) {
		if (member.state !== 'active') {
			continue;
		}

		active.push(member);
		const {health, isEjected} = standingOf(member);
		if (!isAvailable(member.state, health)) {
			continue;
		}

		reachable.push(member);
		if (!isEjected) {
			available.push(member);
		}
	}

	if (available.length < active.length * panicThreshold / 100) {
		return {members: active, isPanic: true};
	}

	return available.length === 0 && reachable.length > 0 ? {members: reachable, isPanic: true} : {members: available, isPanic: false};
};
