import type {Health} from '../../../model/backend.js';
import type {HealthCheckOverrides, HealthCheckSettings} from '../../../model/health-check-settings.js';
import type {HealthFailure} from '../../../model/health-failure.js';
import type {HealthCheck} from '../../../model/status.js';
import {defaultExpected} from '../../../model/expected-status.js';
import {systemClock, type Clock} from './clock.js';
import {MonitoredBackend, type Monitoring} from './monitored-backend.js';
import {ProbeSlots} from './probe-slots.js';
import type {Probe} from './probe.js';

export type HealthTarget = {
	readonly id: string;
	/** Origin of the backend. */
	readonly url: string;
	/** The name under which it was found. */
	readonly origin?: string | undefined;
	/** What is asked of it otherwise than of the others. */
	readonly healthCheck?: HealthCheckOverrides | undefined;
};

export type HealthMonitorOptions = {
	/** Asked for whenever a backend is added. */
	readonly settings: () => HealthCheckSettings;
	readonly probe: Probe;
	/**
	Called with each probe that told something and the health that follows from it, before the transition if it leads to one.
	*/
	readonly onResult: (id: string, check: HealthCheck, health: Health, failure?: HealthFailure) => void;
	/** Called once a transition, whether a probe or traffic led to it. */
	readonly onTransition: (id: string, from: Health, to: Health, reason: string, hint?: string) => void;
	/**
	Probes under way at once; further ones wait their turn.

	@default 256
	*/
	readonly maxConcurrent?: number;
	/** @default the system's time and timers */
	readonly clock?: Clock;
	/**
	From 0 up to, but not including, 1.

	@default Math.random
	*/
	readonly random?: () => number;
};

/** Watches the health of all backends, each independently of the others. */
export class HealthMonitor {
	readonly #options: HealthMonitorOptions;
	readonly #monitoring: Monitoring;
	readonly #backends = new Map<string, MonitoredBackend>();

	constructor(options: HealthMonitorOptions) {
		const {probe, maxConcurrent = 256, clock = systemClock, random = Math.random} = options;
		this.#options = options;
		this.#monitoring = {
			probe,
			slots: new ProbeSlots(maxConcurrent),
			clock,
			random,
		};
	}

	/**
	Begins to watch a backend, with a probe at once.

	@param target
	@param knownHealth - What is known of it. The first probe of an unknown one decides by itself.
	*/
	add({id, url, origin, healthCheck}: HealthTarget, knownHealth: Health = 'unknown'): void {
		this.remove(id);
		const {settings, onResult, onTransition} = this.#options;
		const {intervalMs, rise = 1, fall = 1, expected = defaultExpected, ...request} = {...settings(), ...healthCheck};
		const backend = new MonitoredBackend({
			request: {...request, url, origin, expected}, intervalMs, thresholds: {rise, fall}, health: knownHealth,
		}, this.#monitoring, {
			onResult(check, health, failure) {
				onResult(id, check, health, failure);
			},
			onTransition(from, to, reason, hint) {
				onTransition(id, from, to, reason, hint);
			},
		});
		this.#backends.set(id, backend);
		backend.start();
	}

	/** Ends the watch and cancels a probe under way. Without effect on a backend that is not watched. */
	remove(id: string): void {
		this.#backends.get(id)?.stop();
		this.#backends.delete(id);
	}

	/**
	Takes in that traffic failed to connect: the backend is unhealthy until a probe that began later has passed. The first such
	probe follows in about a second. Without effect on a backend that is not watched.

	@param id - Of the backend.
	@param reason - In words for a person.
	*/
	reportFailure(id: string, reason: string): void {
		this.#backends.get(id)?.reportFailure(reason);
	}

	/** Takes in that traffic was answered by a backend that was down; see `MonitoredBackend.reportAnswer`. */
	reportAnswer(id: string, reason: string): void {
		this.#backends.get(id)?.reportAnswer(reason);
	}

	/** Ends the watch of all backends. */
	stop(): void {
		for (const backend of this.#backends.values()) {
			backend.stop();
		}

		this.#backends.clear();
	}
}
