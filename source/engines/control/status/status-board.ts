import type {CounterReader} from '../../shared-memory/counter-reader.js';
import type {HealthCells} from '../../shared-memory/health-cells.js';
import {proxySlot} from '../../shared-memory/memory-layout.js';
import type {SharedCursor} from '../../shared-memory/shared-cursor.js';
import {servingMembers, type Serving} from '../../../model/availability.js';
import type {Policy, PoolMember} from '../../../model/pool.js';
import {backendCounters, type BackendStatus, type RecentTraffic, type Totals} from '../../../model/status.js';
import {steadyNow} from '../../../model/steady-clock.js';
import type {HealthDetails} from '../backend-watch.js';
import type {PoolListener} from '../pool/pool-changes.js';
import type {Ejection} from '../traffic/outlier-detector.js';
import {RecentTrafficWindow} from './recent-traffic.js';

export type StatusBoardOptions = {
	readonly counters: CounterReader;
	readonly cells: HealthCells;
	readonly cursor: SharedCursor;
	readonly healthDetails: (id: string) => HealthDetails;
	/** Undefined for a backend that is not ejected. */
	readonly ejection: (id: string) => Ejection | undefined;
	readonly panicThreshold: () => number;
	readonly drainDetails: (id: string) => Pick<BackendStatus, 'drainEndsAt' | 'isBeingRemoved'>;
};

/** A backend's status, and its inputs. */
type Line = {
	readonly window: RecentTrafficWindow;
	member?: PoolMember;
	details?: HealthDetails;
	status?: BackendStatus;
	stateSince?: number;
};

/** Builds the status from shared counters. An unchanged backend keeps its object, so that consumers need not process it again. */
export class StatusBoard implements PoolListener {
	readonly #options: StatusBoardOptions;
	readonly #proxy: RecentTrafficWindow;
	readonly #lines = new Map<string, Line>();
	/** The last serving backends, and their inputs. */
	#serving: {readonly members: readonly PoolMember[]; readonly epoch: number; readonly panicThreshold: number; readonly found: Serving<PoolMember>} | undefined;

	constructor(options: StatusBoardOptions) {
		this.#options = options;
		this.#proxy = new RecentTrafficWindow(options.counters, proxySlot, () => options.counters.count(proxySlot, 'responses5xx'), performance.now());
	}

	onBackendAdded({id, slot}: PoolMember): void {
		const {counters} = this.#options;
		this.#lines.set(id, {window: new RecentTrafficWindow(counters, slot, () => counters.count(slot, 'failures'), performance.now())});
	}

	onBackendRemoved({id}: PoolMember): void {
		this.#lines.delete(id);
	}

	onStateChanged({id}: Pick<PoolMember, 'id'>, at = steadyNow()): void {
		const line = this.#lines.get(id);
		if (line) {
			line.stateSince = at;
			delete line.status;
		}
	}

	/** To be called about once a second. */
	update(): void {
		const now = performance.now();
		this.#proxy.update(now);
		for (const {window} of this.#lines.values()) {
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

	backend(member: PoolMember): BackendStatus {
		const line = this.#lines.get(member.id);
		const details = this.#options.healthDetails(member.id);
		if (line === undefined) {
			return this.#statusOf(member, details, this.#proxy);
		}

		if (line.status === undefined || line.member !== member || line.details !== details || this.#hasMoved(line.status, member, line.window)) {
			line.member = member;
			line.details = details;
			line.status = this.#statusOf(member, details, line.window);
		}

		return line.status;
	}

	/** The candidates for new exchanges. */
	serving(members: readonly PoolMember[]): Serving<PoolMember> {
		const {cells} = this.#options;
		const {epoch} = cells;
		const panicThreshold = this.#options.panicThreshold();
		if (this.#serving?.members !== members || this.#serving.epoch !== epoch || this.#serving.panicThreshold !== panicThreshold) {
			const found = servingMembers(members, ({slot}) => ({health: cells.get(slot), isEjected: cells.isEjected(slot)}), panicThreshold);
			this.#serving = {members, epoch, panicThreshold, found};
		}

		return this.#serving.found;
	}

	/** Index of the next backend in turn; 0 if none is available. If the policy decides per request, the first available one. */
	current(members: readonly PoolMember[], policy: Policy): number {
		const {cursor} = this.#options;
		const {members: available} = this.serving(members);
		return available.length === 0 ? 0 : members.indexOf(available[policy === 'round-robin' ? cursor.peek() % available.length : 0]!);
	}

	/** Whether a status is out of date. */
	#hasMoved(told: BackendStatus, {id, slot, state}: PoolMember, {figures, trend}: RecentTrafficWindow): boolean {
		const {counters, cells, ejection} = this.#options;
		return state === 'draining'
			|| told.ejectedUntil !== undefined
			|| told.recent !== figures
			|| told.recentRequests !== trend
			|| told.connections !== counters.inFlight(slot)
			|| backendCounters.some(name => told[name] !== counters.count(slot, name))
			|| (told.oldestRequestMs ?? 0) !== counters.longestWait(slot)
			|| told.health !== cells.get(slot)
			|| (told.share ?? 1) !== cells.share(slot)
			|| ejection(id) !== undefined;
	}

	#statusOf({slot, ...backend}: PoolMember, {checks, reason, since}: HealthDetails, {figures, trend}: RecentTrafficWindow): BackendStatus {
		const {counters, cells, ejection, drainDetails} = this.#options;
		const ejected = ejection(backend.id);
		const stateSince = this.#lines.get(backend.id)?.stateSince;
		const share = cells.share(slot);
		const lastCheck = checks?.at(-1);
		const oldestRequestMs = counters.longestWait(slot);
		return {
			...backend,
			health: cells.get(slot),
			...(reason !== undefined && {healthReason: reason}),
			...(since !== undefined && {healthSince: since}),
			...(stateSince !== undefined && {stateSince}),
			...(lastCheck !== undefined && {lastCheck, checks}),
			connections: counters.inFlight(slot),
			...drainDetails(backend.id),
			...(ejected && {ejectedUntil: steadyNow() + ejected.remainingMs, ejectionReason: ejected.reason}),
			...(share < 1 && {share}),
			...counters.counts(slot, backendCounters),
			...(oldestRequestMs > 0 && {oldestRequestMs}),
			recent: figures,
			...(trend !== undefined && {recentRequests: trend}),
		};
	}
}
