import process from 'node:process';
import type {Settings} from '../config/settings.js';
import {steadyNow} from '../model/steady-clock.js';
import type {Command} from '../tui/state/screen-state.js';
import type {RunningProxy, SteeredProxy} from './run-proxy.js';
import type {EventLog} from './event-log.js';
import {loadScreen} from './load-screen.js';
import {sessionSummary} from './session-summary.js';
import {username} from './username.js';

/** What the session is seen through: the terminal, or lines on standard output. */
export type UserInterface = {
	/** Resolves when the face itself has ended, and rejects if it broke. */
	readonly ended: Promise<void>;
	/** Whether another program, such as an editor, has the terminal, so that ctrl-c is meant for that. */
	isLent(): boolean;
	leaving(reason: string): void;
	error(error: unknown, message: string): void;
	/** Gives the terminal back, then reports. */
	close(): Promise<void>;
};

/** Screen-reader mode; also on terminals without cursor movement. */
export const usesScreenReader = ({screenReader}: Pick<Settings, 'screenReader'>): boolean =>
	screenReader || process.env['INK_SCREEN_READER'] === 'true' || process.env['TERM'] === 'dumb';

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error);

const write = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

/** Announcements, one per line, for screen readers. */
export const screenReaderInterface = async (proxy: RunningProxy, version: string): Promise<UserInterface> => {
	const [{startAnnouncer}, {openScreenReader}] = await Promise.all([import('../tui/screen-reader/announcer.js'), loadScreen(async () => import('../tui/screen-reader/screen-reader.js'))]);
	const {say, close} = openScreenReader(process.stdout);
	const stop = startAnnouncer({control: proxy.control, version, write: say, environment: process.env, clock: Date.now});
	return {
		ended: new Promise(() => {}),
		isLent: () => false,
		leaving() {
			say(`Finishing ${proxy.control.status().totals.inFlight} in flight; ctrl-c leaves at once.`);
		},
		error(error, message) {
			say(`${message}: ${messageOf(error)}`);
		},
		async close() {
			stop();
			await close();
			write(sessionSummary(proxy.control.status(), steadyNow()));
		},
	};
};

/** The screen. */
export const terminalInterface = async (proxy: SteeredProxy, version: string, {theme, ascii, readOnly, alarm}: Settings, commands: readonly Command[], onQuit: () => void): Promise<UserInterface> => {
	const {startTerminal} = await loadScreen(async () => import('../tui/terminal.js'));
	const user = username();
	const terminal = startTerminal({
		control: proxy.steeredBy({face: 'terminal', ...(user !== undefined && {name: user})}), version, alarm, onQuit, look: {theme, isAscii: ascii}, commands, isReadOnly: readOnly,
	});
	return {
		ended: terminal.waitUntilExit(),
		isLent: () => terminal.isLent,
		// The screen shows it from the status.
		leaving() {},
		error(error, message) {
			process.stderr.write(`${message}: ${messageOf(error)}\n`);
		},
		async close() {
			await terminal.close();
			write(sessionSummary(proxy.control.status(), steadyNow()));
		},
	};
};

/** Structured log lines, without a terminal. */
export const headlessInterface = (proxy: RunningProxy, log: EventLog): UserInterface => {
	const {proxy: plain, tls, admin} = proxy;
	log.listening({proxy: plain, ...(tls && {tls})}, admin, proxy.control.status().backends.map(({url}) => url));
	return {
		ended: new Promise(() => {}),
		isLent: () => false,
		leaving(reason) {
			log.leaving(reason, proxy.control.status().totals.inFlight);
		},
		error(error, message) {
			log.error(error, message);
		},
		async close() {
			log.stopped(proxy.control.status().totals);
			await log.close();
		},
	};
};
