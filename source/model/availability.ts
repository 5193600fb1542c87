import {isAvailable, type AdminState, type Health} from './backend.js';

/** What is known of a backend at the moment. */
export type Standing = {
	readonly health: Health;
	/** Whether it was taken out for a while because of how it answered traffic. */
	readonly isEjected: boolean;
};

export type Serving<Member> = {
	/** In the pool's order. */
	readonly members: readonly Member[];
	/** Too few were left, so others serve that would not otherwise. */
	readonly isPanic: boolean;
};

/**
Who may be given new exchanges. Normally those that are available. When fewer than a given share of the active ones are, all
active ones serve: few must not be crushed by what many carried. And when none is available but ejected ones, those serve: an
answer that may be bad is better than none.

@param members
@param standingOf
@param panicThreshold - The share of the active ones below which all serve, in percent; 0 for never.
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
