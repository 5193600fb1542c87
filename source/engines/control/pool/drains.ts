import {systemClock, type Clock} from '../health/clock.js';

export type DrainsOptions = {
	/** How long a drain may take, in milliseconds. */
	readonly timeoutMs: () => number;
	/** What a slot's backend has in flight. */
	readonly inFlight: (slot: number) => number;
	/**
	Whether clients are kept at their backends and may come back although nothing is in flight just now. Then a drain
	takes its whole time.

	@default () => false
	*/
	readonly hasSessions?: () => boolean;
	/** @default the system's time and timers */
	readonly clock?: Clock;
};

/** How a drain ended: of itself, or because its time was up with that many exchanges left. */
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

/** Shared memory tells nobody that it has changed, so it is looked at. */
const lookIntervalMs = 50;

/** The backends that take nothing new, each until it has nothing in flight or its time is up. */
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
	To be called once no worker chooses the backend any more. Without effect on one that drains already.

	@param id - Of the backend.
	@param slot - Of the backend.
	@param isLeaving - Whether it is to be removed: then sessions are not waited for.
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

	/** Without effect on a backend that does not drain. */
	cancel(id: string): void {
		this.#drains.delete(id);
	}

	/** When a drain's time is up, in milliseconds since the epoch; undefined for a backend that does not drain. */
	endsAt(id: string): number | undefined {
		return this.#drains.get(id)?.endsAt;
	}

	/** Ends all drains without telling anybody. */
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
