import type {HealthCheckOverrides} from './health-check-settings.js';

/** Administrative state: `draining` takes no new exchanges and finishes those in flight; `disabled` takes none. */
export type AdminState = 'active' | 'draining' | 'disabled';

/** Health by probes and traffic. `unknown` until the first probe has ended. */
export type Health = 'unknown' | 'healthy' | 'unhealthy';

export const adminStates: readonly AdminState[] = ['active', 'draining', 'disabled'];

/** An upstream server, as configured. */
export type Backend = Discovered & {
	/** Short, stable and unique within the pool, such as `b1`. Never reused while the process lives. */
	readonly id: string;
	/** Origin without a trailing slash: `http://host:port`. Unique within the pool. */
	readonly url: string;
	/** Relative share of traffic, {@link minWeight} to {@link maxWeight}. */
	readonly weight: number;
	readonly state: AdminState;
	/** Its overrides of the health checks. */
	readonly healthCheck?: HealthCheckOverrides;
};

/** Format of a backend's id; anything else from a remote instance is refused. */
export const isBackendId = (text: string): boolean => /^b\d{1,15}$/v.test(text);

/** Properties of a backend from DNS. */
export type Discovered = {
	/** The DNS name that it belongs to, such as `https+dns://web.internal:8080`. */
	readonly origin?: string;
	/** Priority within a DNS name: a higher tier serves only while no lower one can. */
	readonly tier?: number;
};

export type NewBackend = {
	readonly url: string;
	/** @default 1 */
	readonly weight?: number;
	readonly healthCheck?: HealthCheckOverrides;
};

/** An entry of a desired pool: a backend, or a DNS name. */
export type PoolEntry = NewBackend & Partial<Pick<Backend, 'state'>>;

/** Changeable properties of a backend. */
export type BackendChange = Partial<Pick<Backend, 'state' | 'weight'>> & {
	/** Replaces all overrides; none if empty. */
	readonly healthCheck?: HealthCheckOverrides;
};

export const minWeight = 1;
export const maxWeight = 256;

/** Why a weight is invalid; undefined if it is valid. Accepts typed text. */
export const weightProblem = (weight: number | string): string | undefined => {
	const value = typeof weight === 'string' && !/^\d+$/v.test(weight) ? NaN : Number(weight);
	return Number.isSafeInteger(value) && value >= minWeight && value <= maxWeight
		? undefined
		: `A weight is a whole number from ${minWeight} to ${maxWeight}; ${weight} is not.`;
};

/** Whether a backend can get new exchanges. An unprobed backend counts as available. */
export const isAvailable = (state: AdminState, health: Health): boolean =>
	state === 'active' && health !== 'unhealthy';
