import type {HealthCheckOverrides} from './health-check-settings.js';

/** What a person asked for: `draining` takes no new exchanges but finishes those in flight; `disabled` takes none. */
export type AdminState = 'active' | 'draining' | 'disabled';

/** What probes and traffic have seen. `unknown` until the first probe has ended. */
export type Health = 'unknown' | 'healthy' | 'unhealthy';

export const adminStates: readonly AdminState[] = ['active', 'draining', 'disabled'];

/** An upstream server, as configured. */
export type Backend = Discovered & {
	/** Short, stable and unique within the pool, such as `b1`. Never given to another backend while the process lives. */
	readonly id: string;
	/** Origin without a trailing slash: `http://host:port`. Unique within the pool. */
	readonly url: string;
	/** Relative share of traffic, {@link minWeight} to {@link maxWeight}. */
	readonly weight: number;
	readonly state: AdminState;
	/** How it is asked for its health otherwise than the others. */
	readonly healthCheck?: HealthCheckOverrides;
};

/** The form of a backend's id. What an instance elsewhere sends in its place is refused. */
export const isBackendId = (text: string): boolean => /^b\d{1,15}$/v.test(text);

/** What a backend is besides, that DNS told of. */
export type Discovered = {
	/** The name under which it was found, such as `https+dns://web.internal:8080`. */
	readonly origin?: string;
	/** Of those under one name, backends of a higher tier serve only while none of a lower one can. */
	readonly tier?: number;
};

/** What it takes to add a backend. */
export type NewBackend = {
	readonly url: string;
	/** @default 1 */
	readonly weight?: number;
	readonly healthCheck?: HealthCheckOverrides;
};

/** One entry of a pool as somebody wants it to be: a backend, or a name that stands for several. */
export type PoolEntry = NewBackend & Partial<Pick<Backend, 'state'>>;

/** What can be changed of a backend while it serves. */
export type BackendChange = Partial<Pick<Backend, 'state' | 'weight'>> & {
	/** Takes the place of all overrides there were; none if empty. */
	readonly healthCheck?: HealthCheckOverrides;
};

export const minWeight = 1;
export const maxWeight = 256;

/** Why that can be no weight, in words; undefined if it can. A text is what somebody has typed. */
export const weightProblem = (weight: number | string): string | undefined => {
	const value = typeof weight === 'string' && !/^\d+$/v.test(weight) ? NaN : Number(weight);
	return Number.isSafeInteger(value) && value >= minWeight && value <= maxWeight
		? undefined
		: `A weight is a whole number from ${minWeight} to ${maxWeight}; ${weight} is not.`;
};

/** Whether a backend may be given a new exchange. A backend that was never probed counts as available. */
export const isAvailable = (state: AdminState, health: Health): boolean =>
	state === 'active' && health !== 'unhealthy';
