import path from 'node:path';
import process from 'node:process';
import {isatty} from 'node:tty';
import {watchFile} from '../config/file-watch.js';
import type {GivenSettings} from '../config/given-settings.js';
import {LiveSettings} from '../config/live-settings.js';
import {resolveSettings, type SettingSources} from '../config/load-settings.js';
import {openFileLimit, openFilesProblem} from '../config/open-files.js';
import type {Settings} from '../config/settings.js';
import {SettingsError} from '../config/settings-error.js';
import {byProxy} from '../model/actor.js';
import {ControlError} from '../model/control-error.js';
import type {Control} from '../model/control.js';
import {newSessionKey} from '../model/session-key.js';
import {warningWords, type Warning} from '../model/warning.js';
import {openStandardOutput} from '../engines/threads/data-plane/access-log/output.js';
import type {WorkerThread} from '../engines/threads/worker-thread.js';
import {packageVersion} from './package-version.js';
import {MemoryAtStart} from './memory-at-start.js';
import type {EventLog} from './event-log.js';
import {endProcess} from './end-process.js';
import {screenReaderInterface, headlessInterface, usesScreenReader, terminalInterface, type UserInterface} from './user-interfaces.js';
import type {Demo} from './demo/demo.js';
import {runProxy} from './run-proxy.js';
import {backendsActor} from './backends-actor.js';
import {ConfigReload} from './config-reload.js';
import {accessLogTarget} from './access-log-target.js';
import {rememberPool} from './remember.js';
import {screenCommands} from './screen-commands.js';
import {heapBesideWorkers, keepHeapSmall} from './small-heap.js';
import {notifyServiceManager} from './service-manager.js';
import {sessionKeyOf} from './session-key-of.js';

/** The exit code of a forced shutdown, as shells report ctrl-c. */
const interruptedExitCode = 130;

const openEventLog = async ({logLevel}: Settings): Promise<EventLog> => {
	const [{EventLog}, {fd}] = await Promise.all([import('./event-log.js'), openStandardOutput()]);
	return new EventLog(logLevel, fd);
};

const startDemo = async ({rateLimit}: Settings): Promise<Demo> => {
	const demo = await import('./demo/demo.js');
	return demo.startDemo({rateLimit});
};

/**
Runs until shutdown.

@param commandLine
@param firstThread - Of the first worker.
@returns The exit code.
@throws {SettingsError}
@throws {ListenError}
*/
export const main = async (commandLine: GivenSettings, firstThread: WorkerThread): Promise<number> => {
	const cwd = process.cwd();
	const memory = new MemoryAtStart();
	const sources: SettingSources = {
		commandLine,
		environment: process.env,
		cwd,
		findsConfig: true,
		...memory.source,
	};
	const started = await resolveSettings(sources);
	const live = new LiveSettings(started, cwd);
	const settings = live.current;
	const version = packageVersion();
	/** Set once the interface is open; events before are reported otherwise. */
	const opened: {interface?: UserInterface} = {};
	const isInteractive = !settings.headless && process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';
	if (isInteractive && !usesScreenReader(settings)) {
		keepHeapSmall(heapBesideWorkers);
	}

	const commands = isInteractive ? await screenCommands(settings, started.get('keys')?.from) : [];
	const log = isInteractive ? undefined : await openEventLog(settings);
	const demo = settings.demo ? await startDemo(settings) : undefined;

	const warn = (warning: Warning): void => {
		log?.write({type: 'warning', warning, ...byProxy, at: Date.now()});
		if (!log) {
			process.stderr.write(`${warningWords(warning)}\n`);
		}
	};

	const warnOfSavedState = (reason: string): void => {
		warn({type: 'saved-state', reason});
	};

	const {file: savedState} = memory;
	const saved = savedState?.load();
	/** Whether sessions use a saved key. */
	const keepsSessionKey = (): boolean => live.current.sticky !== 'off' && settings.stickySecret === undefined;
	const sessionKey = keepsSessionKey() ? sessionKeyOf(savedState, warnOfSavedState) : saved?.sessionKey ?? newSessionKey();
	const proxy = await runProxy({
		sessionKey,
		firstThread,
		settings: live,
		onRefusedBackend: memory.refusals(started),
		backends: [...settings.backends, ...(demo?.backends ?? []).map(url => ({url, weight: 1, state: 'active' as const}))],
		backendsBy: backendsActor(started, commandLine),
		accessLog: wanted => accessLogTarget(wanted, isInteractive ? 'off' : 'stdout'),
		version,
		onControl(control: Control) {
			control.subscribe(event => {
				if (log && event.type === 'settings-changed') {
					log.setLevel(live.current.logLevel);
				}

				log?.write(event);
			});
		},
		onAdminError(error) {
			opened.interface?.error(error, 'The admin API failed to handle a request');
		},
	}).catch((error: unknown) => {
		if (!(error instanceof ControlError)) {
			throw error;
		}

		throw new SettingsError([error.code === 'invalid_setting'
			? error.message
			: `A backend cannot be used: ${error.message}`], {cause: error});
	});
	for (const message of memory.problems) {
		warnOfSavedState(message);
	}

	const forgetPool = savedState && rememberPool(proxy.control, savedState, {
		// Backends given for this run must not replace a saved pool.
		isPoolSaved: ['saved', 'default'].includes(started.get('backends')!.from),
		settings: saved?.settings ?? {},
		changed: () => live.changed(),
		sessionKey: () => keepsSessionKey() ? sessionKey : saved?.sessionKey,
	}, warnOfSavedState);
	const left = Promise.withResolvers<number>();
	let closed: Promise<void> | undefined;
	const closeInterface = async (): Promise<void> => {
		closed ??= opened.interface?.close();
		await closed;
	};

	let isCrashing = false;
	const crash = async (error: unknown): Promise<void> => {
		if (isCrashing) {
			return;
		}

		isCrashing = true;
		await closeInterface().catch(() => {});
		process.stderr.write(`proxy-tui crashed: ${error instanceof Error ? error.stack : String(error)}\n`);
		left.resolve(1);
	};

	let isLeaving = false;
	const leave = async (reason: string): Promise<void> => {
		if (isLeaving) {
			await closeInterface();
			left.resolve(interruptedExitCode);
			return;
		}

		isLeaving = true;
		opened.interface?.leaving(reason);
		// A service manager that was not notified of the start needs no notice of the end.
		notifyServiceManager('STOPPING=1').catch(() => {});
		stopWatching?.();
		forgetPool?.();
		savedState?.release();
		demo?.stopTraffic();
		await proxy.stop(live.current.shutdownTimeoutMs);
		await closeInterface();
		await demo?.close();
		left.resolve(0);
	};

	const hasLostTerminal = (): boolean => isInteractive && !(isatty(0) && isatty(1));
	let isHungUp = false;
	/** The terminal was closed: reported by a signal, or by reads and writes. */
	const hangUp = (): void => {
		if (isHungUp || isLeaving) {
			return;
		}

		isHungUp = true;
		for (const stream of [process.stdin, process.stdout, process.stderr]) {
			stream.on('error', () => {});
		}

		leave('the terminal was closed').catch(crash);
	};

	const reload = new ConfigReload({proxy, started, resolve: async () => resolveSettings(sources)});
	const stopWatching = settings.config === undefined
		? undefined
		: watchFile(path.resolve(cwd, settings.config), () => {
			reload.reload().catch(crash);
		});

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (signal !== 'SIGINT' || opened.interface?.isLent() !== true) {
				leave(signal).catch(crash);
			}
		});
	}

	process.on('SIGHUP', () => {
		if (hasLostTerminal()) {
			hangUp();
			return;
		}

		proxy.reopenAccessLog();
		proxy.reloadCertificates().catch(crash);
		if (settings.config !== undefined) {
			reload.reload().catch(crash);
		}
	});
	process.on('SIGUSR2', () => {
		proxy.reopenAccessLog();
	});

	process.on('uncaughtException', error => {
		void crash(error);
	});
	const openInterface = async (): Promise<UserInterface> => usesScreenReader(settings)
		? screenReaderInterface(proxy, version)
		: terminalInterface(proxy, version, settings, commands, () => {
			leave('quit').catch(crash);
		});
	const userInterface = log ? headlessInterface(proxy, log) : await openInterface();
	opened.interface = userInterface;
	memory.tell(proxy, started);
	const problem = openFilesProblem(openFileLimit(), settings);
	if (problem !== undefined) {
		proxy.tell({type: 'warning', warning: problem});
	}

	// Output before the screen is no longer visible.
	for (const reason of log ? [] : memory.problems) {
		proxy.tell({type: 'warning', warning: {type: 'saved-state', reason}});
	}

	userInterface.ended.catch(async (error: unknown) => {
		if (hasLostTerminal()) {
			hangUp();
		} else {
			await crash(error);
		}
	});
	notifyServiceManager('READY=1').catch((error: unknown) => {
		warn({type: 'service-manager', reason: (error as Error).message});
	});
	demo?.startTraffic(proxy.proxy.port, proxy.proxy.host);
	return endProcess(await left.promise, proxy.hasEnded());
};
