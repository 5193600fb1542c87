import {randomBytes} from 'node:crypto';
import process from 'node:process';
import type {Settings} from '../config/settings.js';
import {ControlError} from '../model/control-error.js';
import type {AdminClientOptions} from '../engines/remote/admin-client.js';
import {RemoteControl} from '../engines/remote/remote-control.js';
import type {IsOwn} from '../tui/notices/event-notice.js';
import type {Command} from '../tui/state/screen-state.js';
import {printable} from './commands/steering/printable.js';
import {usesScreenReader, type UserInterface} from './user-interfaces.js';
import {loadScreen} from './load-screen.js';
import {packageVersion} from './package-version.js';
import {promptSecret} from './prompt-secret.js';
import {screenCommands} from './screen-commands.js';
import {detachedSummary} from './session-summary.js';
import {heapAlone, keepHeapSmall} from './small-heap.js';
import {userAgent} from './username.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const;

const maxPrompts = 3;

/** Prompts for a token, a few times. */
const connect = async (options: AdminClientOptions, prompts = 0): Promise<RemoteControl> => {
	try {
		return await RemoteControl.connect(options);
	} catch (error) {
		if (!(error instanceof ControlError && error.code === 'unauthorized') || prompts === maxPrompts) {
			throw error;
		}

		if (options.token !== undefined) {
			process.stderr.write(`${printable(error.message)}\n`);
		}

		return connect({...options, token: await promptSecret(`Admin token of ${options.address.text}: `)}, prompts + 1);
	}
};

export type AttachOptions = AdminClientOptions & Pick<Settings, 'theme' | 'ascii' | 'readOnly' | 'keys' | 'alarm' | 'screenReader'>;

type Screen = Pick<UserInterface, 'ended' | 'isLent' | 'close'>;

const write = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

const announce = async (control: RemoteControl): Promise<Screen> => {
	const [{startAnnouncer}, {openScreenReader}] = await Promise.all([import('../tui/screen-reader/announcer.js'), loadScreen(async () => import('../tui/screen-reader/screen-reader.js'))]);
	const reader = openScreenReader(process.stdout);
	const stop = startAnnouncer({control, version: packageVersion(), isAttached: true, write: reader.say, environment: process.env, clock: Date.now});
	const {promise, resolve} = Promise.withResolvers<void>();
	return {
		ended: promise,
		isLent: () => false,
		async close() {
			stop();
			await reader.close();
			resolve();
		},
	};
};

const draw = async (control: RemoteControl, {address, theme, ascii, readOnly, alarm}: AttachOptions, isOwn: IsOwn, commands: readonly Command[]): Promise<Screen> => {
	keepHeapSmall(heapAlone);
	const {startTerminal} = await loadScreen(async () => import('../tui/terminal.js'));
	const terminal = startTerminal({
		control,
		version: packageVersion(),
		attachedTo: address.text,
		alarm,
		isOwn,
		look: {theme, isAscii: ascii},
		commands,
		isReadOnly: readOnly,
		clock: () => control.now(),
		onQuit() {
			void terminal.close();
		},
	});
	return {ended: terminal.waitUntilExit(), isLent: () => terminal.isLent, close: async () => terminal.close()};
};

/**
Shows a remote instance until the user detaches. The instance keeps running.

@returns The exit code.
@throws {SettingsError} For an invalid key binding.
@throws {ControlError} If it cannot be reached at the start.
*/
export const attach = async (options: AttachOptions): Promise<number> => {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		process.stderr.write('proxy-tui attach needs a terminal; proxy-tui status prints the status without one.\n');
		return 1;
	}

	const commands = await screenCommands(options);
	// Of several screens of one user, each knows its own commands again.
	const id = randomBytes(4).toString('hex');
	const control = await connect({...options, userAgent: userAgent(`screen ${id} of `)});
	const isOwn: IsOwn = ({claimedName}) => claimedName?.includes(id) === true;
	const userInterface = usesScreenReader(options) ? await announce(control) : await draw(control, options, isOwn, commands);
	for (const signal of signals) {
		process.on(signal, () => {
			if (signal !== 'SIGINT' || !userInterface.isLent()) {
				void userInterface.close();
			}
		});
	}

	await userInterface.ended;
	write(detachedSummary(options.address.text, control.status(), control.now()));
	control.close();
	return 0;
};
