import assert from 'node:assert/strict';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {accessLogTarget} from '../../source/program/access-log-target.js';
import {parseCommandLine} from '../../source/config/command-line.js';
import {LiveSettings} from '../../source/config/live-settings.js';
import {resolveSettings} from '../../source/config/load-settings.js';
import {runProxy} from '../../source/program/run-proxy.js';
import type {LogRecord} from '../../source/model/access-log-entry.js';
import type {Control} from '../../source/model/control.js';
import {laneFlags, overTls} from './lane.js';
import {RawClient} from './raw-client.js';
import {type Script, type ScriptedBackend, startBackend} from './scripted-backend.js';

export type ProxyOptions = {
	/**
	Starts a scripted backend for each. It serves health checks well until the proxy has made its first, and is healthy; the
	next comes an hour later, unless a flag says otherwise. What was connected by then is not among its `connections`.
	*/
	readonly scripts?: readonly Script[];
	/** Further backends, not known to be healthy. */
	readonly urls?: readonly string[];
	/** As on the command line. Defaults here: one thread, free ports, no rate limit, no access log. */
	readonly flags?: readonly string[];
	/** The test kills this many workers itself; none unless it says so. */
	readonly killedWorkers?: number;
};

export type RunningProxy = {
	readonly port: number;
	readonly adminPort: number;
	readonly control: Control;
	/** That which {@link connect} connects to by default. */
	readonly clientPort: number;
	/** Undefined without TLS. */
	readonly tlsPort: number | undefined;
	/** Reads the files of certificates again. */
	reloadCertificates(): Promise<void>;
	/** In the order of the scripts. */
	readonly backends: readonly ScriptedBackend[];
	/** Over TLS if that is asked for. Closed by {@link stop}. */
	connect(isTls?: boolean): Promise<RawClient>;
	/** Resolves with the access log record of the nth exchange (1 is the first), once that has ended. */
	logRecord(number: number): Promise<LogRecord>;
	/** Ends all clients' connections. */
	closeClients(): void;
	/** Resolves once the proxy carries so many exchanges, those that wait for a backend included. */
	untilCarries(count: number): Promise<void>;
	/** Resolves once nothing is in flight any more, neither in the proxy nor at any backend; fails if that does not come to pass. */
	untilIdle(): Promise<void>;
	/** Has the proxy leave, as a signal would; clients and backends go on. */
	leave(graceMs: number): Promise<void>;
	/** Closes all clients, waits until nothing is in flight, and ends proxy and scripted backends. Fails if another worker died on the way than the test killed. Can be handed to `after()` as it is. */
	stop: () => Promise<void>;
};

const defaultFlags = ['--port=0', '--host=127.0.0.1', '--admin-port=0', '--no-save', '--threads=1', '--rate-limit=0', '--access-log=off', '--health-interval=1h', ...laneFlags];
const settleMs = 15_000;

const healthy: Script = ({socket}) => {
	socket.once('data', () => {
		socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
	});
};

/** Looks again every few milliseconds: shared memory sends no notifications. */
const until = async (isReached: () => boolean | Promise<boolean>, what: () => string): Promise<void> => {
	const deadline = performance.now() + settleMs;
	/* eslint-disable no-await-in-loop -- Each look waits for the one before. */
	while (!await isReached()) {
		if (performance.now() > deadline) {
			assert.fail(what());
		}

		await delay(2);
	}
	/* eslint-enable no-await-in-loop */
};

const flagName = (flag: string): string => flag.split('=', 1)[0]!;

const readSettings = async (flags: readonly string[], urls: readonly string[]) => {
	const given = new Set(flags.map(flag => flagName(flag)));
	const commandLine = parseCommandLine([...defaultFlags.filter(flag => !given.has(flagName(flag))), ...flags, ...urls]);
	assert.equal(commandLine.kind, 'run');
	const cwd = process.cwd();
	return new LiveSettings(await resolveSettings({commandLine: commandLine.settings, cwd}), cwd);
};

/** Starts the whole proxy in this process, as the command line would, with backends that follow scripts. */
export const startProxy = async ({scripts = [], urls = [], flags = [], killedWorkers = 0}: ProxyOptions): Promise<RunningProxy> => {
	const backends = await Promise.all(scripts.map(async () => startBackend(healthy)));
	const {control, proxy, tls, admin, reloadCertificates, stop} = await runProxy({
		settings: await readSettings(flags, [...backends.map(({url}) => url), ...urls]),
		accessLog: settings => accessLogTarget(settings, 'off'),
		version: '0.0.0',
		onAdminError(error) {
			throw error;
		},
	});
	const isKnown = (url: string): boolean => control.status().backends.some(backend => backend.url === url && backend.health === 'healthy');
	await until(() => backends.every(({url}) => isKnown(url)), () => 'a scripted backend was not found healthy');
	for (const [index, backend] of backends.entries()) {
		backend.forgetConnections();
		backend.setScript(scripts[index]!);
	}

	const deaths: string[] = [];
	control.subscribe(event => {
		if (event.type === 'worker-restarted') {
			deaths.push(event.reason);
		}
	});
	const clients = new Set<RawClient>();
	const inFlight = () => {
		const {totals, backends: statuses} = control.status();
		return [totals.inFlight, ...statuses.map(({connections}) => connections)];
	};

	let left: Promise<void> | undefined;
	const leave = async (graceMs: number): Promise<void> => {
		left ??= stop(graceMs);
		await left;
	};

	const untilIdle = async (): Promise<void> => {
		await until(() => inFlight().every(count => count === 0), () => `still in flight (proxy, backends …): ${inFlight().join(', ')}`);
	};

	const closeClients = (): void => {
		for (const {socket} of clients) {
			socket.destroy();
		}
	};

	return {
		port: proxy.port,
		clientPort: (overTls ? tls! : proxy).port,
		tlsPort: tls?.port,
		reloadCertificates,
		adminPort: admin.port,
		control,
		backends,
		closeClients,
		async untilCarries(count) {
			const carried = (): number => control.status().totals.inFlight;
			await until(() => carried() === count, () => `it carries ${carried()} exchanges, not ${count}`);
		},
		untilIdle,
		async connect(isTls = overTls) {
			const client = await RawClient.connect(isTls ? tls!.port : proxy.port, isTls);
			clients.add(client);
			client.socket.once('close', () => {
				clients.delete(client);
			});
			return client;
		},
		async logRecord(number) {
			let found: LogRecord | undefined;
			await until(async () => {
				const {records} = await control.readLog(number - 1, Number.MAX_SAFE_INTEGER);
				found = records.find(record => record.number === number);
				return found !== undefined;
			}, () => `exchange ${number} was not logged`);
			return found!;
		},
		leave,
		async stop() {
			closeClients();
			try {
				await untilIdle();
			} finally {
				await leave(0);
				await Promise.all(backends.map(async backend => backend.close()));
			}

			assert.equal(deaths.length, killedWorkers, `workers died: ${deaths.join(', ')}`);
		},
	};
};
