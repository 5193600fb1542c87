import type {Health} from '../../../model/backend.js';
import {healthHint, type HealthFailure} from '../../../model/health-failure.js';
import type {HealthCheck} from '../../../model/status.js';
import type {Clock} from './clock.js';
import {
	afterProbe,
	afterTrafficFailure,
	type HealthState,
	type Thresholds,
} from './health-state.js';
import {withJitter} from './probe-interval.js';
import type {ProbeSlots} from './probe-slots.js';
import type {Probe, ProbeRequest, ProbeResult} from './probe.js';

/** Shared by all backends of a monitor. */
export type Monitoring = {
	readonly probe: Probe;
	readonly slots: ProbeSlots;
	readonly clock: Clock;
	/** From 0 up to, but not including, 1. */
	readonly random: () => number;
};

/** Health checks of one backend. */
export type HealthWatch = {
	readonly request: ProbeRequest;
	readonly intervalMs: number;
	readonly thresholds: Thresholds;
	/** Its initial health. */
	readonly health: Health;
};

/** Callbacks of one backend. */
export type HealthListener = {
	onResult(check: HealthCheck, health: Health, failure?: HealthFailure): void;
	onTransition(from: Health, to: Health, reason: string, hint?: string): void;
};

/** Maximum delay of the first probe after traffic found it down, or after an inconclusive probe. While it stays down the delay doubles, up to the interval. */
const recheckDelayMs = 1000;

/** Watches one backend: at any time it waits for its next probe, or for a slot, or a probe is running. */
export class MonitoredBackend {
	readonly #watch: HealthWatch;
	readonly #monitoring: Monitoring;
	readonly #listener: HealthListener;
	#state: HealthState;
	/** Until the next probe, as long as it is shorter than the interval. */
	#pauseMs: number | undefined;
	#isProbing = false;
	#isStopped = false;
	/** Ends the current wait or probe. */
	#cancel: () => void = () => undefined;

	constructor(watch: HealthWatch, monitoring: Monitoring, listener: HealthListener) {
		this.#watch = watch;
		this.#state = {health: watch.health, contradictions: 0};
		this.#monitoring = monitoring;
		this.#listener = listener;
	}

	#startAfter(delayMs: number): void {
		this.#cancel = this.#monitoring.clock.schedule(() => {
			this.start();
		}, delayMs);
	}

	#recheckDelay(): number {
		return withJitter(Math.min(recheckDelayMs, this.#watch.intervalMs), this.#monitoring.random());
	}

	async #run(): Promise<void> {
		const {probe, slots, clock, random} = this.#monitoring;
		const controller = new AbortController();
		const startedAt = clock.monotonic();

		this.#isProbing = true;
		this.#cancel = () => {
			this.#isProbing = false;
			controller.abort();
		};

		const result = await probe(this.#watch.request, controller.signal);
		slots.release();

		if (controller.signal.aborted) {
			return;
		}

		this.#isProbing = false;

		if (result.verdict === 'inconclusive') {
			this.#startAfter(this.#recheckDelay());
			return;
		}

		const dueAt = startedAt + withJitter(this.#intervalAfter(result.verdict), random());
		this.#startAfter(Math.max(0, dueAt - clock.monotonic()));
		this.#takeIn(result);
	}

	/** Delay between the starts of the last probe and the next. */
	#intervalAfter(verdict: ProbeResult['verdict']): number {
		const {intervalMs} = this.#watch;
		const pauseMs = this.#pauseMs === undefined || verdict === 'passed' ? intervalMs : this.#pauseMs * 2;
		this.#pauseMs = pauseMs < intervalMs ? pauseMs : undefined;
		return Math.min(pauseMs, intervalMs);
	}

	#takeIn({verdict, durationMs, reason, failure}: ProbeResult): void {
		const {clock} = this.#monitoring;
		const {thresholds} = this.#watch;
		const hasPassed = verdict === 'passed';
		const from = this.#state.health;
		this.#state = afterProbe(this.#state, hasPassed, thresholds);
		const to = this.#state.health;
		const hint = healthHint(failure);

		this.#listener.onResult({
			at: clock.epoch(),
			passed: hasPassed,
			durationMs,
			reason,
			...(hint !== undefined && {hint}),
		}, to, failure);

		// The callback may have removed the backend.
		if (to !== from && !this.#isStopped) {
			this.#listener.onTransition(from, to, reason, hint);
		}
	}

	/** Starts a probe as soon as a slot is free. */
	start(): void {
		const {slots} = this.#monitoring;
		const run = () => {
			void this.#run();
		};

		this.#cancel = () => {
			slots.withdraw(run);
		};

		slots.acquire(run);
	}

	/** Reports a failed connection of traffic. A running probe is cancelled: its response may be older than the failure. */
	reportFailure(reason: string): void {
		const from = this.#state.health;
		this.#state = afterTrafficFailure();

		if (from === 'unhealthy' && !this.#isProbing) {
			// The next probe starts after this failure anyway. Postponing it with each report would postpone it for ever.
			return;
		}

		this.#cancel();
		this.#pauseMs = Math.min(recheckDelayMs, this.#watch.intervalMs);
		this.#startAfter(this.#recheckDelay());

		if (from !== 'unhealthy') {
			this.#listener.onTransition(from, 'unhealthy', reason);
		}
	}

	/**
	Reports a response of a backend that was down: it counts as a passed probe. A running probe is cancelled, since it may have been sent
	too early. The next follows soon.
	*/
	reportAnswer(reason: string): void {
		if (this.#state.health !== 'unhealthy') {
			return;
		}

		this.#state = afterProbe(this.#state, true, this.#watch.thresholds);
		this.#cancel();
		this.#pauseMs = Math.min(recheckDelayMs, this.#watch.intervalMs);
		this.#startAfter(this.#recheckDelay());
		if (this.#state.health === 'healthy') {
			this.#listener.onTransition('unhealthy', 'healthy', reason);
		}
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
	}
}
