import type {ExpectedStatus} from './expected-status.js';

export const healthMethods = ['GET', 'HEAD'] as const;

/** What can be set. */
export const healthCheckLimits = {
	intervalMs: {min: 10, max: 3_600_000},
	timeoutMs: {min: 1, max: 600_000},
	/** In a row, for `rise` and `fall`. */
	probes: {min: 1, max: 100},
	/** Of the text that is looked for, in characters. */
	bodyLength: {min: 1, max: 1000},
} as const;

export type HealthMethod = (typeof healthMethods)[number];

/** How a backend is asked whether it is well. Times in milliseconds. */
export type HealthCheckSettings = {
	/** Path and query that probes ask for. */
	readonly path: string;
	/** @default GET */
	readonly method?: HealthMethod;
	/** @default 200 to 399 */
	readonly expected?: readonly ExpectedStatus[];
	/** Text that the body has to hold within its first 64 KiB. Any body will do if undefined. */
	readonly body?: string;
	/** Sent with each probe; a Host among them takes the place of the backend's own. */
	readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
	/** Between the beginnings of two probes of one backend; each time up to a tenth shorter or longer. */
	readonly intervalMs: number;
	/** For a whole probe. */
	readonly timeoutMs: number;
	/**
	Passed probes in a row after which an unhealthy backend is healthy.

	@default 1
	*/
	readonly rise?: number;
	/**
	Failed probes in a row after which a healthy backend is unhealthy.

	@default 1
	*/
	readonly fall?: number;
};

/** What one backend does otherwise than all others. */
export type HealthCheckOverrides = Partial<HealthCheckSettings>;

/** Why a health check cannot be made as it is set, in words; undefined if it can. */
export const healthCheckProblem = ({method, body}: HealthCheckOverrides): string | undefined =>
	method === 'HEAD' && body !== undefined ? 'a response to HEAD has no body to search for a text; use GET, or expect no text' : undefined;
