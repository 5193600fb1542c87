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
	/** Its overrides. */
	readonly healthCheck?: HealthCheckOverrides | undefined;
};

export type HealthMonitorOptions = {
	/** Asked for whenever a backend is added. */
	readonly settings: () => HealthCheckSettings;
	readonly probe: Probe;
	/** Called with each conclusive probe and the resulting health, before the transition if there is one. */
	readonly onResult: (id: string, check: HealthCheck, health: Health, failure?: HealthFailure) => void;
	/** Called on each transition, by probe or traffic. */
	readonly onTransition: (id: string, from: Health, to: Health, reason: string, hint?: string) => void;
	/**
	Concurrent probes; further ones are queued.

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
	Starts to watch a backend, with a probe at once.

	@param target
	@param knownHealth - Its known health. The first probe of an unknown one decides alone.
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

	/** Stops watching and cancels a running probe. Ignores unwatched backends. */
	remove(id: string): void {
		this.#backends.get(id)?.stop();
		this.#backends.delete(id);
	}

	/**
	Reports a failed connection of traffic: the backend is unhealthy until a later probe passes. The first such probe follows in about a
	second. Ignores unwatched backends.

	@param id - Of the backend.
	@param reason - In words.
	*/
	reportFailure(id: string, reason: string): void {
		this.#backends.get(id)?.reportFailure(reason);
	}

	/** Reports a response of a backend that was down; see `MonitoredBackend.reportAnswer`. */
	reportAnswer(id: string, reason: string): void {
		this.#backends.get(id)?.reportAnswer(reason);
	}

	stop(): void {
		for (const backend of this.#backends.values()) {
			backend.stop();
		}

		this.#backends.clear();
	}
}
