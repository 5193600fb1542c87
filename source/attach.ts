import process from 'node:process';
import {ControlError} from './model/control-error.js';
import {packageVersion} from './package-version.js';
import {promptSecret} from './prompt-secret.js';
import type {AdminClientOptions} from './remote/admin-client.js';
import {RemoteControl} from './remote/remote-control.js';
import {detachedSummary} from './session-summary.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const maxPrompts = 3;

/** Asks for a token as often as a person may mistype it. */
const connect = async (options: AdminClientOptions, prompts = 0): Promise<RemoteControl> => {
	try {
		return await RemoteControl.connect(options);
	} catch (error) {
		if (!(error instanceof ControlError && error.code === 'unauthorized') || prompts === maxPrompts) {
			throw error;
		}

		if (options.token !== undefined) {
			process.stderr.write(`${error.message}\n`);
		}

		return connect({...options, token: await promptSecret(`Admin token of ${options.address.text}: `)}, prompts + 1);
	}
};

/**
Shows an instance elsewhere until a person has seen enough. That instance goes on.

@returns The exit code.
@throws {ControlError} When it cannot be reached at the start.
*/
export const attach = async (options: AdminClientOptions): Promise<number> => {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		process.stderr.write('proxy-tui attach needs a terminal; proxy-tui status tells the state without one.\n');
		return 1;
	}

	const control = await connect(options);
	const {startTerminal} = await import('./tui/terminal.js');
	const terminal = startTerminal({
		control,
		version: packageVersion(),
		attachedTo: options.address.text,
		onQuit() {
			void terminal.close();
		},
	});
	for (const signal of signals) {
		process.on(signal, () => {
			void terminal.close();
		});
	}

	await terminal.waitUntilExit();
	process.stdout.write(`${detachedSummary(options.address.text, control.status(), Date.now())}\n`);
	control.close();
	return 0;
};
