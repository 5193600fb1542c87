import type {HealthCells} from '../shared-memory/health-cells.js';
import type {UntimedEvent} from '../../model/event.js';
import {publicBackend, type PoolMember} from '../../model/pool.js';
import type {HealthCheck} from '../../model/status.js';
import type {HealthCheckSettings} from '../../model/health-check-settings.js';
import {steadyNow} from '../../model/steady-clock.js';
import type {PoolListener} from './pool/pool-changes.js';
import type {PoolRegistry} from './pool/pool-registry.js';
import {HealthMonitor} from './health/monitor.js';
import {statusInWords, type Probe} from './health/probe.js';

export type HealthDetails = {
	/** Oldest first. */
	readonly checks?: readonly HealthCheck[];
	readonly reason?: string;
	/** By the steady clock. */
	readonly since?: number;
};

export type BackendWatchOptions = {
	readonly settings: () => HealthCheckSettings;
	readonly probe: Probe;
	readonly cells: HealthCells;
	readonly registry: PoolRegistry;
	readonly emit: (event: UntimedEvent) => void;
};

/** Checks that are kept of each backend. */
const keptChecks = 20;

const nothingKnown: HealthDetails = {};

/** Connects the health monitor with the cells that workers read, and keeps the reason of each backend's health. */
export class BackendWatch implements PoolListener {
	readonly #cells: HealthCells;
	readonly #registry: PoolRegistry;
	readonly #monitor: HealthMonitor;
	readonly #slots = new Map<string, number>();
	readonly #details = new Map<string, HealthDetails>();
	#hasStarted = false;

	constructor({settings, probe, cells, registry, emit}: BackendWatchOptions) {
		this.#cells = cells;
		this.#registry = registry;
		this.#monitor = new HealthMonitor({
			settings,
			probe,
			onResult: (id, check, health, failure) => {
				if (registry.has(id)) {
					registry.changes.tell('onChecked', registry.get(id), check);
				}

				// A worker may have marked the cell and died before reporting it.
				const slot = this.#slots.get(id)!;
				if (health === 'healthy' && this.#cells.get(slot) === 'unhealthy') {
					registry.changes.tell('onBackendReturning', slot);
				}

				if (failure !== undefined) {
					this.#cells.setFailure(slot, failure);
				}

				this.#cells.set(slot, health);
				const details = this.#details.get(id);
				this.#details.set(id, {...details, checks: [...(details?.checks ?? []).slice(1 - keptChecks), check]});
			},
			onTransition: (id, from, to, reason, hint) => {
				const slot = this.#slots.get(id)!;
				if (to === 'healthy' && this.#cells.get(slot) === 'unhealthy') {
					registry.changes.tell('onBackendReturning', slot);
				}

				this.#cells.set(slot, to);
				this.#details.set(id, {...this.#details.get(id), reason, since: steadyNow()});
				// A backend that is being removed is watched until every worker knows of it.
				if (registry.has(id)) {
					emit({
						type: 'health-changed', backend: publicBackend(registry.get(id)), from, to, reason, ...(hint !== undefined && {hint}),
					});
				}
			},
		});
	}

	/** Begins to check. The first checks take a while to set up, and traffic that waits for the listeners does not wait for them. */
	start(): void {
		this.#hasStarted = true;
		for (const member of this.#registry.members) {
			this.onHealthCheckChanged(member);
		}
	}

	onBackendAdded(member: PoolMember): void {
		this.#slots.set(member.id, member.slot);
		this.#cells.set(member.slot, 'unknown');
		this.onHealthCheckChanged(member);
	}

	/** Applies a backend's new health checks. Its history stays. */
	onHealthCheckChanged({id, url, origin, slot, healthCheck}: PoolMember): void {
		if (this.#hasStarted) {
			this.#monitor.add({id, url, origin, healthCheck}, this.#cells.get(slot));
		}
	}

	onBackendRemoved({id}: PoolMember): void {
		this.#monitor.remove(id);
		this.#slots.delete(id);
		this.#details.delete(id);
	}

	details(id: string): HealthDetails {
		return this.#details.get(id) ?? nothingKnown;
	}

	/** Traffic could not connect to a backend. */
	reportFailure(id: string, reason: string): void {
		this.#monitor.reportFailure(id, reason);
	}

	/** A request was answered by a backend that was down because it had not responded. */
	reportAnswer(id: string, status: number): void {
		const slot = this.#slots.get(id);
		// Meanwhile a check may have got a wrong response.
		if (slot !== undefined && this.#cells.failure(slot) === 'no-answer') {
			this.#monitor.reportAnswer(id, `responded to a request: ${statusInWords(status)}`);
		}
	}

	stop(): void {
		this.#monitor.stop();
	}
}
