import type {BackendStatus, Status} from '../../model/status.js';
import {steadyNow} from '../../model/steady-clock.js';
import type {StatusAnswer} from '../../wire/status.js';

/** Responses take time, so smaller differences mean nothing. */
const leastDifferenceMs = 1000;

const movedBackend = (backend: BackendStatus, byMs: number): BackendStatus => {
	const {healthSince, stateSince, drainEndsAt, ejectedUntil, lastCheck, checks} = backend;
	return {
		...backend,
		...(healthSince !== undefined && {healthSince: healthSince + byMs}),
		...(stateSince !== undefined && {stateSince: stateSince + byMs}),
		...(drainEndsAt !== undefined && {drainEndsAt: drainEndsAt + byMs}),
		...(ejectedUntil !== undefined && {ejectedUntil: ejectedUntil + byMs}),
		...(lastCheck && {lastCheck: {...lastCheck, at: lastCheck.at + byMs}}),
		...(checks && {checks: checks.map(check => ({...check, at: check.at + byMs}))}),
	};
};

/** The steady clock of a remote instance, for the ages in its status: the clocks of two machines need not agree, and each can be set meanwhile. */
export class InstanceClock {
	/** Its offset from this process's steady clock. */
	#aheadMs: number | undefined;

	/** Reads the times in an answer; older instances send fewer. The moments of the returned status are by {@link now}. */
	read({status, now = Date.now(), uptimeMs = now - status.startedAt}: Omit<StatusAnswer, 'version'>): Status {
		const {startedAt} = status;
		const aheadMs = startedAt + uptimeMs - steadyNow();
		if (this.#aheadMs === undefined || Math.abs(aheadMs - this.#aheadMs) >= leastDifferenceMs) {
			this.#aheadMs = aheadMs;
		}

		// The instance reports times by its current system clock, but its start by the clock of that time.
		const jumpMs = now - startedAt - uptimeMs;
		return jumpMs === 0 ? status : {...status, backends: status.backends.map(backend => movedBackend(backend, -jumpMs))};
	}

	now(): number {
		return steadyNow() + (this.#aheadMs ?? 0);
	}
}
