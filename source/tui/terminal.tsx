import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {render, type Instance} from 'ink';
import type {Control} from '../model/control.js';
import {App} from './app.js';
import {clipboardWrite} from './clipboard.js';
import {handleKey} from './commands/handle-key.js';
import {pasteText} from './commands/typing.js';
import {FrameOutput, type TerminalStream} from './frame-output.js';
import type {KeyPress} from './key-press.js';
import {chooseLook, type Environment} from './look.js';
import {ScreenStore} from './screen-store.js';
import {initialState} from './state/screen-state.js';
import {setBlocking} from './terminal-blocking.js';
import {TerminalSession} from './terminal-session.js';
import {sizeOf, usableSize} from './terminal-size.js';
import {watchTerminal} from './terminal-watch.js';

export type TerminalOptions = {
	readonly control: Control;
	readonly version: string;
	/** Where the balancer is that is seen from afar; absent when it is in this process, and ends with the screen. */
	readonly attachedTo?: string | undefined;
	/** Called when a person wants to quit, and again each time they insist. */
	readonly onQuit: () => void;
	/**
	Where keys come from.

	@default process.stdin
	*/
	readonly stdin?: ReadStream;
	/**
	Where the screen is.

	@default process.stdout
	*/
	readonly stdout?: TerminalStream;
	/**
	Where warnings go, in most cases to the same terminal.

	@default process.stderr
	*/
	readonly stderr?: NodeJS.WriteStream;
	/**
	Decides on colours and characters, see `chooseLook`.

	@default process.env
	*/
	readonly environment?: Environment;
	/**
	Milliseconds since the epoch.

	@default Date.now
	*/
	readonly clock?: () => number;
};

export type Terminal = {
	/** Resolves once the terminal is as it was before; rejects, then as well, with what made the screen impossible to draw. */
	waitUntilExit(): Promise<void>;
	/** Takes the screen off and gives the terminal back. Waits for a terminal that does not read, but at most about a second. */
	close(): Promise<void>;
};

const flushTimeout = 1000;

/** Mouse and focus reports that a program before us may have left on would arrive as keys. */
const reportsOff = '\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1004l';

/**
Shows the balancer on the alternate screen and lets keys steer it, until it is closed. Wants a terminal on both streams; signals are
left to the caller.
*/
export const startTerminal = ({
	control,
	version,
	attachedTo,
	onQuit,
	stdin = process.stdin,
	stdout = process.stdout,
	stderr = process.stderr,
	environment = process.env,
	clock = Date.now,
}: TerminalOptions): Terminal => {
	const state = initialState({
		size: usableSize(sizeOf(stdout)),
		now: clock(),
		version,
		...(attachedTo !== undefined && {attachedTo}),
		status: control.status(),
	});
	const parts: {ink?: Instance; session?: TerminalSession; failure?: {readonly cause: unknown}} = {};

	const fail = (error: unknown): void => {
		parts.failure ??= {cause: error};
		parts.ink?.unmount();
	};

	const store = new ScreenStore(state, chooseLook(environment), fail);

	/** What goes wrong outside of React, while a key is acted on, ends the screen in the same orderly way. */
	const act = (action: (session: TerminalSession) => void): void => {
		const {session} = parts;
		if (!session) {
			return;
		}

		try {
			store.batch(() => {
				action(session);
			});
		} catch (error) {
			fail(error);
		}
	};

	const handleKeys = (keys: readonly KeyPress[]): void => {
		act(session => {
			for (const key of keys) {
				handleKey(key, session);
			}
		});
	};

	const handlePaste = (text: string): void => {
		act(session => {
			pasteText(session, text);
		});
	};

	const tree = () => <App store={store} onKeys={handleKeys} onPaste={handlePaste}/>;

	const redraw = (): void => {
		output.startAnew(() => {
			parts.ink?.clear();
		});
		parts.ink?.rerender(tree());
	};

	const resize = (): void => {
		const size = sizeOf(stdout);
		output.resize(size);
		store.change({size: usableSize(size)});
		redraw();
	};

	const output = new FrameOutput(stdout, sizeOf(stdout), redraw);
	const unwatch = watchTerminal({
		stdin,
		stdout,
		onResize: resize,
		onLoss: fail,
	});
	setBlocking(stdout, false);
	setBlocking(stderr, false);
	stdout.write(reportsOff);
	const ink = render(tree(), {
		stdin,
		stdout: output as unknown as NodeJS.WriteStream,
		stderr,
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 10,
		exitOnCtrlC: false,
		patchConsole: true,
		interactive: true,
	});
	parts.ink = ink;
	const copy = (text: string): string | undefined => {
		const write = clipboardWrite(text, environment);
		if (!write || output.isBackedUp) {
			return undefined;
		}

		stdout.write(write.sequence);
		return write.way;
	};

	const session = new TerminalSession({
		control,
		store,
		clock,
		onQuit,
		onCopy: copy,
		onRedraw: redraw,
		onFailure: fail,
		isWatched: () => !output.isBackedUp,
	});
	parts.session = session;

	const waitForEnd = async (): Promise<void> => {
		try {
			await ink.waitUntilExit();
		} finally {
			session.stop();
			// A terminal that still does not read must not stop whoever writes to it next.
			if (await output.flush(flushTimeout)) {
				setBlocking(stdout, true);
				setBlocking(stderr, true);
			}

			unwatch();
		}

		if (parts.failure) {
			throw parts.failure.cause;
		}
	};

	const ended = waitForEnd();
	// Whoever only closes the screen has no use for why it had ended already.
	ended.catch(() => undefined);
	return {
		waitUntilExit: async () => ended,
		async close() {
			ink.unmount();
			await ended.catch(() => undefined);
		},
	};
};
