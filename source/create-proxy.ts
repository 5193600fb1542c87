import {readBackendTls} from './config/read-backend-tls.js';
import type {Settings} from './config/settings.js';
import {Engine} from './control/engine.js';
import {newSessionKey} from './model/session-key.js';
import type {Control} from './model/control.js';
import type {AccessLogTarget} from './model/messages.js';
import type {ListenAddress} from './model/status.js';

/** A balancer that serves, and the way to steer and to end it. */
export type RunningProxy = {
	readonly control: Control;
	readonly proxy: ListenAddress;
	readonly admin: ListenAddress;
	/**
	Stops accepting and finishes what is in flight.

	@param graceMs - How long that may take before the rest is cut off.
	*/
	stop(graceMs: number): Promise<void>;
};

export type CreateProxyOptions = {
	readonly settings: Settings;
	readonly accessLog: AccessLogTarget;
	/**
	Secret that session cookies are signed with. Keep it, and sessions outlive this run.

	@default a new one
	*/
	readonly sessionKey?: string;
	/** Of this package; told to backends by health checks, and by the admin API. */
	readonly version: string;
	/** Called with the control plane before anything happens that it tells of. */
	readonly onControl?: (control: Control) => void;
	/** Something went wrong inside the admin API; it has answered 500. */
	readonly onAdminError: (error: unknown) => void;
};

/** An address that cannot be listened on. */
export class ListenError extends Error {
	constructor(flag: string, {host, port}: {host: string | undefined; port: number}, cause: NodeJS.ErrnoException) {
		const where = host === undefined ? `port ${port}` : `${host}, port ${port}`;
		const reasons: Readonly<Record<string, string>> = {
			EADDRINUSE: 'something else listens there already',
			EACCES: 'that needs more rights than this user has',
			EADDRNOTAVAIL: 'this machine has no such address',
			ENOTFOUND: 'that name is not known',
		};
		super(`Cannot listen on ${where}: ${reasons[cause.code ?? ''] ?? cause.message}. Choose another with --${flag} (0 picks a free port).`, {cause});
		this.name = 'ListenError';
	}
}

/** Errors of another kind stay what they are. */
const asListenError = (flag: string, address: {host: string | undefined; port: number}, error: unknown): unknown => {
	const {code} = error as NodeJS.ErrnoException;
	return code?.startsWith('E') === true && !code.startsWith('ERR_')
		? new ListenError(flag, address, error as NodeJS.ErrnoException)
		: error;
};

/**
Starts the data plane, the control plane and the admin API.

@throws {SettingsError} When a file that the settings name cannot be used.
@throws {ListenError}
@throws {ControlError} When a backend of the settings cannot be added.
*/
export const createProxy = async ({settings, accessLog, version, onControl, onAdminError, sessionKey = newSessionKey()}: CreateProxyOptions): Promise<RunningProxy> => {
	const {host, port, threads, policy, adminHost, adminPort, adminToken} = settings;
	const engine = new Engine({
		host,
		port,
		threads,
		policy,
		version,
		accessLog,
		traffic: {
			panicThreshold: settings.panicThreshold,
			sessionKey: settings.sticky === 'cookie' ? sessionKey : undefined,
			rateLimit: settings.rateLimit,
			rateLimitBy: settings.rateLimitBy,
			retries: settings.retries,
			maxBackendConnections: settings.maxBackendConnections,
			maxQueue: settings.maxQueue,
			queueTimeoutMs: settings.queueTimeoutMs,
			connectTimeoutMs: settings.connectTimeoutMs,
			responseTimeoutMs: settings.responseTimeoutMs,
			idleTimeoutMs: settings.idleTimeoutMs,
			tunnelIdleTimeoutMs: settings.tunnelIdleTimeoutMs,
		},
		clientConnections: {
			headerTimeoutMs: settings.headerTimeoutMs,
			keepAliveTimeoutMs: settings.keepAliveTimeoutMs,
			maxConnections: settings.maxConnections,
		},
		forwarding: {
			trustProxy: settings.trustProxy,
			forwarded: settings.forwarded,
			changeOrigin: settings.changeOrigin,
			rewriteHost: settings.rewriteHost,
			stripPrefix: settings.stripPrefix,
			maxBodyBytes: settings.maxBody === 0 ? undefined : settings.maxBody,
			requestHeaders: settings.requestHeader,
			responseHeaders: settings.responseHeader,
		},
		backendTls: await readBackendTls(settings),
		drainTimeoutMs: settings.drainTimeoutMs,
		dnsServer: settings.dnsServer,
		outliers: {
			consecutive: settings.ejectConsecutive,
			errorShare: settings.ejectErrorShare,
			windowMs: settings.ejectWindowMs,
			minRequests: 20,
			ejectMs: settings.ejectTimeMs,
			maxEjectMs: settings.ejectTimeMs * 10,
		},
		slowStartMs: settings.slowStartMs,
		health: {
			path: settings.healthPath,
			method: settings.healthMethod,
			expected: settings.healthStatus,
			...(settings.healthBody !== undefined && {body: settings.healthBody}),
			headers: settings.healthHeader,
			rise: settings.healthRise,
			fall: settings.healthFall,
			intervalMs: settings.healthIntervalMs,
			timeoutMs: settings.healthTimeoutMs,
		},
	});
	onControl?.(engine);
	// Before any client can connect, so that none is told that there is no backend.
	await engine.addInitialBackends(settings.backends);

	let proxy: ListenAddress;
	try {
		proxy = await engine.start();
	} catch (error) {
		await engine.terminate();
		throw asListenError('port', {host, port}, error);
	}

	const {startAdminServer} = await import('./admin/admin-server.js');
	try {
		const server = await startAdminServer({
			control: engine, host: adminHost, port: adminPort, token: adminToken, version, onError: onAdminError,
		});
		const admin = {host: server.host, port: server.port};
		engine.setAdminAddress(admin);
		return {
			control: engine,
			proxy,
			admin,
			async stop(graceMs) {
				await Promise.all([engine.stop(graceMs), server.close(graceMs)]);
			},
		};
	} catch (error) {
		await engine.terminate();
		throw asListenError('admin-port', {host: adminHost, port: adminPort}, error);
	}
};
