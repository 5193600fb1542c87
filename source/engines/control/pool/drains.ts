import {systemClock, type Clock} from '../health/clock.js';

export type DrainsOptions = {
	/** Timeout of a drain, in milliseconds. */
	readonly timeoutMs: () => number;
	/** Exchanges in flight of a slot's backend. */
	readonly inFlight: (slot: number) => number;
	/**
	Whether sessions are sticky, so that clients may return while nothing is in flight. Then a drain lasts until its timeout.

	@default () => false
	*/
	readonly hasSessions?: () => boolean;
	/** @default the system's time and timers */
	readonly clock?: Clock;
};

/** How a drain ended: complete, or with the number of exchanges left at the timeout. */
export type DrainEnd = {readonly left: number};

type Drain = {
	readonly slot: number;
	/** On the monotonic clock. */
	readonly deadline: number;
	/** Milliseconds since the epoch. */
	readonly endsAt: number;
	readonly waitsForSessions: boolean;
	readonly onEnd: (end: DrainEnd) => void;
};

/** Shared memory sends no notifications, so it is polled. */
const lookIntervalMs = 50;

/** Draining backends, each until nothing is in flight or its timeout. */
export class Drains {
	readonly #options: DrainsOptions;
	readonly #clock: Clock;
	readonly #drains = new Map<string, Drain>();
	#cancelLook: (() => void) | undefined;

	constructor(options: DrainsOptions) {
		this.#options = options;
		this.#clock = options.clock ?? systemClock;
	}

	/**
	Starts a drain once no worker chooses the backend any more. Ignores draining ones.

	@param id - Of the backend.
	@param slot - Of the backend.
	@param isLeaving - Whether it is to be removed: then sessions are ignored.
	@param onEnd - Called once, but never after {@link cancel}.
	*/
	begin(id: string, slot: number, isLeaving: boolean, onEnd: (end: DrainEnd) => void): void {
		if (this.#drains.has(id)) {
			return;
		}

		const {hasSessions = () => false} = this.#options;
		const timeoutMs = this.#options.timeoutMs();
		this.#drains.set(id, {
			slot, deadline: this.#clock.monotonic() + timeoutMs, endsAt: this.#clock.epoch() + timeoutMs, waitsForSessions: hasSessions() && !isLeaving, onEnd,
		});
		this.#lookAfter(0);
	}

	/** Ignores backends that do not drain. */
	cancel(id: string): void {
		this.#drains.delete(id);
	}

	/** Deadline of a drain, in milliseconds since the epoch; undefined without a drain. */
	endsAt(id: string): number | undefined {
		return this.#drains.get(id)?.endsAt;
	}

	/** Ends all drains without callbacks. */
	stop(): void {
		this.#drains.clear();
		this.#cancelLook?.();
		this.#cancelLook = undefined;
	}

	#lookAfter(delayMs: number): void {
		this.#cancelLook?.();
		this.#cancelLook = this.#clock.schedule(() => {
			this.#cancelLook = undefined;
			this.#look();
			if (this.#drains.size > 0 && this.#cancelLook === undefined) {
				this.#lookAfter(lookIntervalMs);
			}
		}, delayMs);
	}

	#look(): void {
		for (const [id, {slot, deadline, waitsForSessions, onEnd}] of this.#drains) {
			const left = this.#options.inFlight(slot);
			if ((left > 0 || waitsForSessions) && this.#clock.monotonic() < deadline) {
				continue;
			}

			this.#drains.delete(id);
			onEnd({left});
		}
	}
}
