import type {CounterReader} from '../counters/counter-reader.js';
import type {HealthCells} from '../counters/health-cells.js';
import {proxySlot} from '../counters/layout.js';
import type {SharedCursor} from '../counters/shared-cursor.js';
import {servingMembers, type Serving} from '../model/availability.js';
import type {Policy, PoolMember} from '../model/pool.js';
import type {BackendStatus, RecentTraffic, Totals} from '../model/status.js';
import type {HealthDetails} from './backend-watch.js';
import {RecentTrafficWindow} from './recent-traffic.js';

export type StatusBoardOptions = {
	readonly counters: CounterReader;
	readonly cells: HealthCells;
	readonly cursor: SharedCursor;
	readonly healthDetails: (id: string) => HealthDetails;
	/** Milliseconds until an ejected backend returns. */
	readonly ejectionMs: (id: string) => number | undefined;
	readonly panicThreshold: number;
	readonly drainDetails: (id: string) => Pick<BackendStatus, 'drainEndsAt' | 'isBeingRemoved'>;
};

/** Reads the shared counters into what a person wants to know. */
export class StatusBoard {
	readonly #options: StatusBoardOptions;
	readonly #proxy: RecentTrafficWindow;
	readonly #backends = new Map<string, RecentTrafficWindow>();

	constructor(options: StatusBoardOptions) {
		this.#options = options;
		this.#proxy = new RecentTrafficWindow(options.counters, proxySlot, () => options.counters.count(proxySlot, 'responses5xx'), Date.now());
	}

	add({id, slot}: PoolMember): void {
		const {counters} = this.#options;
		this.#backends.set(id, new RecentTrafficWindow(counters, slot, () => counters.count(slot, 'failures'), Date.now()));
	}

	remove(id: string): void {
		this.#backends.delete(id);
	}

	/** To be called about once a second. */
	update(): void {
		const now = Date.now();
		this.#proxy.update(now);
		for (const window of this.#backends.values()) {
			window.update(now);
		}
	}

	recent(): RecentTraffic {
		return this.#proxy.figures;
	}

	totals(): Totals {
		const {counters} = this.#options;
		return {
			requests: counters.count(proxySlot, 'requests'),
			inFlight: counters.inFlight(proxySlot),
			responsesByClass: [
				counters.count(proxySlot, 'responses1xx'),
				counters.count(proxySlot, 'responses2xx'),
				counters.count(proxySlot, 'responses3xx'),
				counters.count(proxySlot, 'responses4xx'),
				counters.count(proxySlot, 'responses5xx'),
			],
			rateLimited: counters.count(proxySlot, 'rateLimited'),
			unavailable: counters.count(proxySlot, 'unavailable'),
			aborted: counters.count(proxySlot, 'aborted'),
			retries: counters.count(proxySlot, 'retries'),
			requestBytes: counters.count(proxySlot, 'requestBytes'),
			responseBytes: counters.count(proxySlot, 'responseBytes'),
		};
	}

	backend({slot, ...backend}: PoolMember): BackendStatus {
		const {counters, cells, healthDetails, ejectionMs, drainDetails} = this.#options;
		const ejectedForMs = ejectionMs(backend.id);
		const share = cells.share(slot);
		const {checks, reason, since} = healthDetails(backend.id);
		const lastCheck = checks?.at(-1);
		const {figures, trend} = this.#backends.get(backend.id) ?? this.#proxy;
		return {
			...backend,
			health: cells.get(slot),
			...(reason !== undefined && {healthReason: reason}),
			...(since !== undefined && {healthSince: since}),
			...(lastCheck !== undefined && {lastCheck, checks}),
			connections: counters.inFlight(slot),
			...drainDetails(backend.id),
			...(ejectedForMs !== undefined && {ejectedUntil: Date.now() + ejectedForMs}),
			...(share < 1 && {share}),
			requests: counters.count(slot, 'requests'),
			failures: counters.count(slot, 'failures'),
			recent: figures,
			...(trend !== undefined && {recentRequests: trend}),
		};
	}

	/** Who may be given new exchanges. */
	serving(members: readonly PoolMember[]): Serving<PoolMember> {
		const {cells, panicThreshold} = this.#options;
		return servingMembers(members, ({slot}) => ({health: cells.get(slot), isEjected: cells.isEjected(slot)}), panicThreshold);
	}

	/**
	Index of the backend whose turn is next; 0 when none is available. Where no turn is known before a request is there, that of
	the first that is available.
	*/
	current(members: readonly PoolMember[], policy: Policy): number {
		const {cursor} = this.#options;
		const {members: available} = this.serving(members);
		return available.length === 0 ? 0 : members.indexOf(available[policy === 'round-robin' ? cursor.peek() % available.length : 0]!);
	}
}
