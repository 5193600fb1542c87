import {proxySlot} from '../../../shared-memory/memory-layout.js';
import type {TimedPhase} from '../../../shared-memory/phase-cells.js';
import type {Stripe} from '../../../shared-memory/stripe.js';
import {readyAt} from './ready-at.js';
import type {Recording} from './recording.js';

const add = (stripe: Stripe, slot: number, phase: TimedPhase, milliseconds: number): void => {
	stripe.addPhase(proxySlot, phase, milliseconds);
	if (slot !== proxySlot) {
		stripe.addPhase(slot, phase, milliseconds);
	}
};

/**
Counts where the time of an exchange went, for its backend and for the proxy as a whole. Earlier attempts are left out: that time went to other backends.
A request that was refused at once did not wait for anything.

@param stripe
@param slot - The backend tried last; the proxy's own slot when there was none.
@param recording - Of an exchange that has ended.
*/
export const countPhases = (stripe: Stripe, slot: number, recording: Recording): void => {
	const {startedAt, firstAttemptAt, attemptAt, answeredAt, entry} = recording;
	const {status, durationMs} = entry!;
	if (attemptAt === undefined) {
		if (status === 503) {
			add(stripe, slot, 'queue', durationMs);
		}

		return;
	}

	const endedAt = startedAt + durationMs;
	add(stripe, slot, 'queue', firstAttemptAt! - startedAt);
	const sentAt = readyAt(recording);
	if (recording.reusedConnection === false) {
		add(stripe, slot, 'connect', (sentAt ?? endedAt) - attemptAt);
	}

	if (sentAt !== undefined) {
		add(stripe, slot, 'first-byte', (answeredAt ?? endedAt) - sentAt);
	}

	// A tunnel may last for hours.
	if (answeredAt !== undefined && status !== 101) {
		add(stripe, slot, 'transfer', endedAt - answeredAt);
	}
};
