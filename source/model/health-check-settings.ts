import type {ExpectedStatus} from './expected-status.js';

export const healthMethods = ['GET', 'HEAD'] as const;

export const healthCheckLimits = {
	intervalMs: {min: 10, max: 3_600_000},
	timeoutMs: {min: 1, max: 600_000},
	/** Consecutive checks, for `rise` and `fall`. */
	probes: {min: 1, max: 100},
	/** Length of the expected text, in characters. */
	bodyLength: {min: 1, max: 1000},
} as const;

/** Health checks by HTTP, not gRPC. */
export const noGrpc = 'off';

/** Stands for a gRPC server as a whole, whose service name is empty. */
export const wholeGrpcServer = 'on';

/** The name of a gRPC service, or one of the two words. */
export const grpcServicePattern = /^[\w\-.\/]{1,120}$/v;

export type HealthMethod = (typeof healthMethods)[number];

/** Health checks of a backend. Times in milliseconds. */
export type HealthCheckSettings = {
	/** Path and query that probes ask for. */
	readonly path: string;
	/** @default GET */
	readonly method?: HealthMethod;
	/** @default 200 to 399 */
	readonly expected?: readonly ExpectedStatus[];
	/** Text that the first 64 KiB of the body must contain; any body passes if undefined. */
	readonly body?: string;
	/**
	The gRPC service whose health probes ask for by grpc.health.v1, in place of path, method, statuses and text.

	@default off
	*/
	readonly grpc?: string;
	/** Header fields of probes; a Host replaces the default one. */
	readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
	/** Interval between the starts of two probes, with a jitter of a tenth. */
	readonly intervalMs: number;
	/** Timeout of a probe. */
	readonly timeoutMs: number;
	/**
	Consecutive passed probes after which an unhealthy backend is healthy.

	@default 1
	*/
	readonly rise?: number;
	/**
	Consecutive failed probes after which a healthy backend is unhealthy.

	@default 1
	*/
	readonly fall?: number;
};

/** A backend's overrides. */
export type HealthCheckOverrides = Partial<HealthCheckSettings>;

/** Why a health check is invalid; undefined if it is valid. */
export const healthCheckProblem = ({method, body}: HealthCheckOverrides): string | undefined =>
	method === 'HEAD' && body !== undefined ? 'a response to HEAD has no body to search for a text; use GET, or expect no text' : undefined;
