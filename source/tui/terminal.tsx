import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {render, type Instance, type SuspendTerminal} from 'ink';
import {steadyNow} from '../model/steady-clock.js';
import {alarmOf} from './terminal/alarm.js';
import {App} from './components/app.js';
import {clipboardWrite} from './terminal/clipboard.js';
import {handleMouse} from './input/handle-mouse.js';
import {handleKey} from './input/handle-key.js';
import {pasteText} from './features/typing/typing-feature.js';
import {beforeEnd} from './terminal/ending-signals.js';
import {groundQuery} from './terminal/ground.js';
import type {KeyPress} from './terminal/key-press.js';
import {commands as allCommands} from './features.js';
import {chooseLook, dependsOnGround} from './look/look.js';
import type {LookOf} from './hooks/use-look.js';
import {ScreenStore} from './store/screen-store.js';
import {initialState} from './store/initial-state.js';
import {setBlocking} from './terminal/terminal-blocking.js';
import {TerminalInput} from './terminal/terminal-input.js';
import type {TerminalOptions} from './terminal-options.js';
import {TerminalSession} from './session/terminal-session.js';
import {usableSize} from './terminal/usable-size.js';
import {ScreenOutput} from './terminal/screen-output.js';
import {TerminalSuspension} from './terminal/terminal-suspension.js';
import {TerminalTitle} from './terminal/terminal-title.js';
import {loadTmuxBuffer} from './terminal/tmux-buffer.js';
import {watchTerminal} from './terminal/terminal-watch.js';
import {editorOf, editText} from './terminal/external-editor.js';

export type Terminal = {
	/** Resolves once the terminal is restored; then rejects with the error that ended the screen, if any. */
	waitUntilExit(): Promise<void>;
	/** Closes the screen and releases the terminal. Waits for a terminal that does not read, but at most about a second. */
	close(): Promise<void>;
};

const flushTimeout = 1000;

/** Presses and the wheel, with coordinates of any size. */
const mouseOn = '\u{1B}[?1000h\u{1B}[?1006h';

/** Mouse and focus reports left on by a previous program would arrive as keys. */
const reportsOff = '\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1004l';

/**
Shows the balancer on the alternate screen until it is closed. Needs a terminal on both streams; SIGINT, SIGTERM, SIGHUP and the user
signals are left to the caller.
*/
export const startTerminal = ({
	control,
	version,
	attachedTo,
	alarm = 'off',
	onQuit,
	stdin = process.stdin,
	stdout = process.stdout,
	stderr = process.stderr,
	environment = process.env,
	clock = steadyNow,
	look,
	commands = allCommands,
	isReadOnly = false,
}: TerminalOptions): Terminal => {
	const output = new ScreenOutput(stdout, {
		onResize() {
			store.change({size: usableSize(output.size)});
		},
		onCaughtUp() {
			store.catchUp();
			suspension.catchUp();
		},
	});
	const state = initialState({
		commands: isReadOnly ? commands.filter(({isChange}) => isChange !== true) : commands,
		isReadOnly,
		size: usableSize(output.size),
		now: clock(),
		version,
		...(attachedTo !== undefined && {attachedTo}),
		...(look?.theme !== undefined && {theme: look.theme}),
		status: control.status(),
	});
	const parts: {ink?: Instance; session?: TerminalSession; failure?: {readonly cause: unknown}} = {};

	const fail = (error: unknown): void => {
		parts.failure ??= {cause: error};
		parts.ink?.unmount();
	};

	const lookOf: LookOf = (theme, ground) => chooseLook(environment, {...look, theme}, ground);
	const store = new ScreenStore(state, {onFailure: fail, mayDraw: () => output.mayDraw()});

	/** An error outside of React, while a key is handled, closes the screen in the same way. */
	const act = (action: (session: TerminalSession) => void): void => {
		const {session} = parts;
		if (!session) {
			return;
		}

		try {
			store.batch(() => {
				action(session);
			});
			// A key shows the current state at once.
			session.refresh();
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

	const input = new TerminalInput(stdin, {
		onMouse(report) {
			act(session => {
				const {theme, ground} = session.state;
				handleMouse(report, session, lookOf(theme, ground));
			});
		},
		onGround(ground) {
			store.change({ground});
		},
	});

	/** Short sequences: a terminal that does not read must not get them later, out of context. */
	const write = (sequence: string): void => {
		if (!output.isBackedUp && !suspension.isSuspended) {
			stdout.write(sequence);
		}
	};

	const title = new TerminalTitle(write);

	const setMouse = (isOn: boolean): void => {
		input.hasMouse = isOn;
		stdout.write(isOn ? mouseOn : reportsOff);
	};

	const askGround = (): void => {
		const {theme, ground} = store.state;
		if (ground === undefined && dependsOnGround(environment, {theme})) {
			write(groundQuery);
		}
	};

	const handleSuspendable = (suspendTerminal: SuspendTerminal): void => {
		suspension.suspendTerminal = suspendTerminal;
	};

	const suspension = new TerminalSuspension({
		output,
		input,
		onLeave() {
			setMouse(false);
			title.close();
		},
		onReturn() {
			title.open();
			setMouse(store.state.hasMouse);
		},
		onFailure: fail,
	});

	/** A shell may have changed the terminal's mode and content meanwhile. */
	const goOn = (): void => {
		if (suspension.isSuspended) {
			suspension.end();
		} else {
			suspension.redraw();
		}
	};

	const unwatch = watchTerminal({
		stdin,
		stdout,
		onStop() {
			suspension.begin();
		},
		onContinue: goOn,
		onLoss: fail,
	});
	setBlocking(stdout, false);
	setBlocking(stderr, false);
	// Before anything is drawn: what is typed meanwhile would be echoed into the screen.
	input.setRawMode(true);
	// Ink draws from where the cursor stands.
	stdout.write(`\r${reportsOff}`);
	title.open();
	title.show(control.status());
	const ink = render(<App store={store} lookOf={lookOf} onKeys={handleKeys} onPaste={handlePaste} onSuspendable={handleSuspendable}/>, {
		stdin: input as unknown as ReadStream,
		stdout: output as unknown as NodeJS.WriteStream,
		stderr,
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 30,
		exitOnCtrlC: false,
		patchConsole: true,
		interactive: true,
	});
	parts.ink = ink;

	/** Modes that the screen set are not reset by Ink. */
	const giveBack = (): void => {
		if (!output.isBackedUp) {
			stdout.write(reportsOff);
			title.close();
		}
	};

	const forgetEnd = beforeEnd(() => {
		ink.unmount();
		giveBack();
	});
	// Only after Ink has set raw mode: the response would be echoed.
	askGround();

	const copy = async (text: string): Promise<string | undefined> => {
		const copied = clipboardWrite(text, environment);
		if (!copied || output.isBackedUp) {
			return undefined;
		}

		if ((environment['TMUX'] ?? '') !== '' && await loadTmuxBuffer(text, environment)) {
			return 'tmux\'s buffer: prefix ] pastes it, and other programs do where tmux may set the clipboard';
		}

		stdout.write(copied.sequence);
		return `the terminal's clipboard (${copied.way})`;
	};

	const alarmFor = alarmOf(alarm, clock);
	const session = new TerminalSession({
		control,
		store,
		clock,
		onQuit,
		onCopy: copy,
		async onEdit(text) {
			const editor = editorOf(environment);
			return editor === undefined ? undefined : suspension.lend(async () => editText(text, editor, environment));
		},
		onRedraw() {
			suspension.redraw();
		},
		onFailure: fail,
		onMouse: setMouse,
		onTheme: askGround,
		onSuspend() {
			suspension.begin();
		},
		onStatus(status) {
			title.show(status);
		},
		onEvent(event) {
			const call = alarmFor(event);
			if (call !== undefined) {
				write(call);
			}
		},
		isWatched: () => !output.isBackedUp && !suspension.isSuspended,
	});
	parts.session = session;

	const waitForEnd = async (): Promise<void> => {
		try {
			await ink.waitUntilExit();
		} finally {
			session.stop();
			input.close();
			giveBack();
			// A terminal that still does not read must not block the next writer.
			if (await output.flush(flushTimeout)) {
				setBlocking(stdout, true);
				setBlocking(stderr, true);
			}

			unwatch();
			output.close();
			forgetEnd();
		}

		if (parts.failure) {
			throw parts.failure.cause;
		}
	};

	const ended = waitForEnd();
	// Closing the screen needs no reason for an earlier failure.
	ended.catch(() => undefined);
	return {
		waitUntilExit: async () => ended,
		async close() {
			ink.unmount();
			await ended.catch(() => undefined);
		},
	};
};
