import type {BackendSetting} from '../config/backend-setting.js';
import type {GivenSettings} from '../config/given-settings.js';
import type {LiveSettings} from '../config/live-settings.js';
import {watchFile} from '../config/file-watch.js';
import {readAdminToken} from '../config/read-admin-token.js';
import {readBackendTls} from '../config/read-backend-tls.js';
import {adminConnectionsWithin, openFileLimit} from '../config/open-files.js';
import type {Settings} from '../config/settings.js';
import {createThreadsEngine} from '../engines/threads/threads-engine.js';
import type {WorkerThread} from '../engines/threads/worker-thread.js';
import {assertChangeable} from '../model/abilities.js';
import type {Actor, Cause} from '../model/actor.js';
import type {CausedCommands} from '../model/engine.js';
import {newSessionKey, sessionKeyFrom} from '../model/session-key.js';
import type {ControlError} from '../model/control-error.js';
import type {Control} from '../model/control.js';
import type {AccessLogTarget} from '../model/wire-settings.js';
import type {UntimedEvent} from '../model/event.js';
import type {ClientAddresses, ListenAddress} from '../model/status.js';
import type {TunedSettings, Tuning} from '../model/tuning.js';
import {checkAccessLog} from './access-log-target.js';
import {openCertificates, ticketFileOf} from './open-certificates.js';
import {tuningOf} from './tuning-of.js';

/** A running balancer. */
export type RunningProxy = {
	readonly control: Control;
	/** The same control on behalf of an actor, which events name. */
	controlAs(by: string): Control;
	/** For plain HTTP; that for TLS if there is none. */
	readonly proxy: ListenAddress;
	/** For TLS; absent without TLS. */
	readonly tls?: ListenAddress;
	readonly admin: ListenAddress;
	/**
	Stops accepting and completes requests in flight.

	@param graceMs - How long that may take before the rest is cut off.
	*/
	stop(graceMs: number): Promise<void>;
};

/** Additional functions for the program. */
export type SteeredProxy = RunningProxy & {
	/** Like {@link controlAs}. */
	steeredBy(actor: Actor): Control;
	/** Without command events, for callers with events of their own. */
	readonly commands: Pick<CausedCommands, 'addBackend' | 'updateBackend' | 'removeBackend'>;
	/** Applies settings; resolves once every worker has applied them. */
	changeSettings(changes: GivenSettings, cause: Cause): Promise<void>;
	/** Reopens the access log after rotation. */
	reopenAccessLog(): void;
	/** Reads the files of certificates again; resolves once what is new there is served or refused. */
	reloadCertificates(): Promise<void>;
	/** Whether it has ended with all its threads. A thread stuck on a disk is abandoned at shutdown, and process.exit() would wait for it. */
	hasEnded(): boolean;
	/**
	Emits an event of the program.

	@param cause - The proxy itself by default.
	*/
	tell(event: UntimedEvent, cause?: Cause): void;
};

const certificateLookMs = 1000;

export type RunProxyOptions = {
	readonly settings: LiveSettings;
	/** @default those of the settings */
	readonly backends?: readonly BackendSetting[];
	/**
	The actor that gave them.

	@default the program that calls this
	*/
	readonly backendsBy?: Actor;
	/**
	Called for each backend that cannot be added; the others are.

	@default the start fails
	*/
	readonly onRefusedBackend?: ((url: string, error: ControlError) => void) | undefined;
	/** The access log's target for these settings. */
	readonly accessLog: (settings: Settings) => AccessLogTarget;
	/**
	Secret of session cookies, unless the settings have one. With the same secret, sessions survive a restart.

	@default a new one
	*/
	readonly sessionKey?: string;
	/** Version of this package, for health checks and the admin API. */
	readonly version: string;
	/** Of the first worker, if it was started ahead of the settings. */
	readonly firstThread?: WorkerThread;
	/** Called with the control plane before its first event. */
	readonly onControl?: (control: Control) => void;
	/** Called on an internal error of the admin API; it has answered 500. */
	readonly onAdminError: (error: unknown) => void;
};

/** An address that cannot be listened on. */
export class ListenError extends Error {
	constructor(flag: string, {host, port}: {host: string | undefined; port?: number}, cause: NodeJS.ErrnoException) {
		const where = [host, port === undefined ? undefined : `port ${port}`].filter(part => part !== undefined).join(', ');
		const reasons: Readonly<Record<string, string>> = {
			EADDRINUSE: 'the address is in use',
			EACCES: 'permission denied',
			EADDRNOTAVAIL: 'this machine does not have the address',
			ENOTFOUND: 'the host name is unknown',
		};
		super(`Cannot listen on ${where}: ${reasons[cause.code ?? ''] ?? cause.message}. Choose another with --${flag}${port === undefined ? '' : ' (0 picks a free port)'}.`, {cause});
		this.name = 'ListenError';
	}
}

/** Errors of another kind stay what they are. */
const asListenError = (flag: string, address: {host: string | undefined; port?: number}, error: unknown): unknown => {
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
export const runProxy = async ({
	settings, backends = settings.current.backends, backendsBy = {face: 'program'}, accessLog, version, onControl, onAdminError, onRefusedBackend, sessionKey = newSessionKey(), firstThread,
}: RunProxyOptions): Promise<SteeredProxy> => {
	const {current} = settings;
	const {host, port, tlsPort, threads, workerTimeoutMs, adminHost, adminPort, adminReadToken, adminSocket} = current;
	const key = current.stickySecret === undefined ? sessionKey : sessionKeyFrom(current.stickySecret);
	const tuningFor = (wanted: Settings): Tuning => tuningOf(wanted, accessLog(wanted), key);
	const takeIn = (changes: GivenSettings): TunedSettings => {
		const tuning = tuningFor(settings.preview(changes));
		const names = settings.take(changes);
		return {tuning, names, remembered: settings.remembered(names)};
	};

	const check = (changes: GivenSettings): Promise<void> | undefined => {
		const wanted = settings.preview(changes);
		return wanted.accessLog === settings.current.accessLog ? undefined : checkAccessLog(wanted);
	};

	await checkAccessLog(current);
	const adminToken = await readAdminToken(current);
	const backendTls = await readBackendTls(current);
	const certificates = await openCertificates(current, version, ticketFileOf(current));
	const engine = createThreadsEngine({
		host,
		ports: {port: port === 'off' ? undefined : port, tlsPort: certificates && tlsPort},
		certificates,
		threads,
		workerTimeoutMs,
		firstThread,
		version,
		tuning: tuningFor(current),
		settings: {
			list: () => settings.list(),
			check(changes): Promise<void> | undefined {
				return check(settings.read(changes));
			},
			change: changes => takeIn(settings.read(changes)),
		},
		transport: {tls: backendTls, http2: current.backendHttp2, sendProxy: current.sendProxy === 'off' ? undefined : current.sendProxy},
		dnsServer: current.dnsServer,
	});
	onControl?.(engine);
	// Before clients can connect, so that none gets 503.
	await engine.addInitialBackends(backends, {actor: backendsBy}, onRefusedBackend);

	let clients: ClientAddresses;
	try {
		clients = await engine.start();
	} catch (error) {
		await engine.terminate();
		throw certificates && (port === 'off' || (error as {readonly port?: unknown}).port === tlsPort)
			? asListenError('tls-port', {host, port: tlsPort}, error)
			: asListenError('port', {host, ...(port !== 'off' && {port})}, error);
	}

	const watches = [...new Set([...current.tlsCert, ...current.tlsKey, ...current.clientCa === undefined ? [] : [current.clientCa]])].map(file => watchFile(file, () => {
		void engine.reloadCertificates();
	}, certificateLookMs));

	/** Clients of the admin API may not be allowed to write files here. */
	const remotelyAs = (actor: Actor): Control => {
		const control = engine.as(actor);
		return {
			...control,
			async updateSettings(changes) {
				settings.checkFiles(changes);
				return control.updateSettings(changes);
			},
		};
	};

	const [{startAdminServer}, {AuthFailures}] = await Promise.all([import('../admin/admin-server.js'), import('../admin/auth-failures.js')]);
	const authFailures = new AuthFailures(warning => {
		engine.tell({type: 'warning', warning});
	});
	try {
		const shared = {control: engine, controlAs: remotelyAs, metrics: () => ({...engine.metrics(), authFailures: authFailures.counts}), host: adminHost, port: adminPort, version, maxConnections: adminConnectionsWithin(openFileLimit()), onError: onAdminError};
		const server = await startAdminServer({
			...shared,
			token: adminToken,
			readToken: adminReadToken,
			onUnauthorized(address, hasToken) {
				authFailures.add(address, hasToken);
			},
		});
		const socketServer = adminSocket === undefined
			? undefined
			: await startAdminServer({...shared, socketPath: adminSocket}).catch(async (error: unknown) => {
				await server.close(0);
				throw asListenError('admin-socket', {host: adminSocket}, error);
			});
		const admin = {host: server.host, port: server.port};
		engine.setAdminAddress(admin);
		return {
			control: engine,
			controlAs: name => engine.as({face: 'program', name}),
			steeredBy: actor => engine.as(actor),
			commands: engine,
			...clients,
			admin,
			async changeSettings(changes, cause) {
				assertChangeable(engine.abilities.fixedSettings, Array.from(changes, ([name]) => name));
				await check(changes);
				await engine.tune(takeIn(changes), cause);
			},
			hasEnded: () => engine.hasEnded,
			reopenAccessLog() {
				engine.reopenAccessLog();
			},
			reloadCertificates: async () => engine.reloadCertificates(),
			tell(event, cause) {
				engine.tell(event, cause);
			},
			async stop(graceMs) {
				for (const unwatch of watches) {
					unwatch();
				}

				await Promise.all([engine.stop(graceMs), server.close(graceMs), socketServer?.close(graceMs)]);
			},
		};
	} catch (error) {
		await engine.terminate();
		throw asListenError('admin-port', {host: adminHost, port: adminPort}, error);
	}
};
