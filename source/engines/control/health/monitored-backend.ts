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

/** What all backends of a monitor share. */
export type Monitoring = {
	readonly probe: Probe;
	readonly slots: ProbeSlots;
	readonly clock: Clock;
	/** From 0 up to, but not including, 1. */
	readonly random: () => number;
};

/** What is asked of one backend. */
export type HealthWatch = {
	readonly request: ProbeRequest;
	readonly intervalMs: number;
	readonly thresholds: Thresholds;
	/** What is known of it at the beginning. */
	readonly health: Health;
};

/** Who wants to know what becomes of one backend. */
export type HealthListener = {
	onResult(check: HealthCheck, health: Health, failure?: HealthFailure): void;
	onTransition(from: Health, to: Health, reason: string, hint?: string): void;
};

/**
How soon a backend is asked again after traffic found it down, or after a probe that told nothing, at most. As long as it stays
down the pauses double, up to the usual interval.
*/
const recheckDelayMs = 1000;

/** Keeps one backend under watch: at any time it either waits for its next probe, or for a slot, or has one probe under way. */
export class MonitoredBackend {
	readonly #watch: HealthWatch;
	readonly #monitoring: Monitoring;
	readonly #listener: HealthListener;
	#state: HealthState;
	/** Until the next probe, as long as it is shorter than the interval. */
	#pauseMs: number | undefined;
	#isProbing = false;
	#isStopped = false;
	/** Ends the present wait or probe. */
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

	/** How long to wait between the beginning of the probe that ended like this and that of the next. */
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

		// Whoever was told the result may have removed the backend.
		if (to !== from && !this.#isStopped) {
			this.#listener.onTransition(from, to, reason, hint);
		}
	}

	/** Asks for a probe as soon as a slot is free. */
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

	/**
	Takes in that traffic failed to reach the backend. A probe under way is given up: its request may have been answered before
	the failure, so it proves nothing.
	*/
	reportFailure(reason: string): void {
		const from = this.#state.health;
		this.#state = afterTrafficFailure();

		if (from === 'unhealthy' && !this.#isProbing) {
			// The next probe begins after this failure anyway. Putting it off with each report would put it off for ever.
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
	Takes in that a request of traffic was answered although the backend was down: that counts as a passed probe. A probe under way is
	given up, since its request may have come too early. The next follows soon.
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
