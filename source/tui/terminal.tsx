import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {render, type Instance, type SuspendTerminal} from 'ink';
import {steadyNow} from '../model/steady-clock.js';
import {alarmOf} from './terminal/alarm.js';
import {App} from './components/app.js';
import {copyText} from './terminal/copy-text.js';
import {SessionInput} from './input/session-input.js';
import {beforeEnd} from './terminal/ending-signals.js';
import {groundQuery} from './terminal/ground.js';
import {commands as allCommands} from './features.js';
import {chooseLook, dependsOnGround} from './look/look.js';
import type {LookOf} from './hooks/use-look.js';
import {ScreenStore} from './store/screen-store.js';
import {initialState} from './store/initial-state.js';
import {TerminalInput} from './terminal/terminal-input.js';
import type {TerminalOptions} from './terminal-options.js';
import {TerminalSession} from './session/terminal-session.js';
import {usableSize} from './terminal/usable-size.js';
import {ScreenOutput} from './terminal/screen-output.js';
import {TerminalModes} from './terminal/terminal-modes.js';
import {TerminalSuspension} from './terminal/terminal-suspension.js';
import {watchTerminal} from './terminal/terminal-watch.js';
import {editorOf, editText} from './terminal/external-editor.js';

export type Terminal = {
	/** Whether another program, such as an editor, has the terminal. Then SIGINT is meant for that. */
	readonly isLent: boolean;
	/** Resolves once the terminal is restored; then rejects with the error that ended the screen, if any. */
	waitUntilExit(): Promise<void>;
	/** Closes the screen and releases the terminal. Waits for a terminal that does not read, but at most about a second. */
	close(): Promise<void>;
};

/**
Shows the balancer on the alternate screen until it is closed. Needs a terminal on both streams; SIGINT, SIGTERM, SIGHUP and the user
signals are left to the caller.
*/
export const startTerminal = ({
	control,
	version,
	attachedTo,
	isOwn = ({face}) => face === 'terminal',
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
	const parts: {ink?: Instance; failure?: {readonly cause: unknown}} = {};

	const fail = (error: unknown): void => {
		parts.failure ??= {cause: error};
		parts.ink?.unmount();
	};

	const lookOf: LookOf = (theme, ground) => chooseLook(environment, {...look, theme}, ground);
	const store = new ScreenStore(state, {onFailure: fail, mayDraw: () => output.mayDraw()});
	const sessionInput = new SessionInput({store, lookOf, onFailure: fail});
	const input = new TerminalInput(stdin, {
		onMouse: sessionInput.handleMouse,
		onGround(ground) {
			store.change({ground});
		},
	});
	const modes = new TerminalModes({
		stdout, stderr, output, input, isSuspended: () => suspension.isSuspended,
	});

	const askGround = (): void => {
		const {theme, ground} = store.state;
		if (ground === undefined && dependsOnGround(environment, {theme})) {
			modes.write(groundQuery);
		}
	};

	const handleSuspendable = (suspendTerminal: SuspendTerminal): void => {
		suspension.suspendTerminal = suspendTerminal;
	};

	const suspension = new TerminalSuspension({
		output,
		input,
		onLeave() {
			modes.leave();
		},
		onReturn() {
			modes.comeBack(store.state.hasMouse);
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
	modes.open(control.status());
	const ink = render(<App store={store} lookOf={lookOf} onKeys={sessionInput.handleKeys} onPaste={sessionInput.handlePaste} onSuspendable={handleSuspendable}/>, {
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

	const forgetEnd = beforeEnd(() => {
		ink.unmount();
		modes.giveBack();
	}, () => suspension.isLent);
	// Only after Ink has set raw mode: the response would be echoed.
	askGround();

	const alarmFor = alarmOf(alarm, clock);
	const session = new TerminalSession({
		control,
		store,
		clock,
		onQuit,
		onCopy: async text => copyText(text, output, environment),
		async onEdit(text) {
			const editor = editorOf(environment);
			if (editor === undefined) {
				return undefined;
			}

			return suspension.lend(async () => {
				try {
					return await editText(text, editor, environment);
				} finally {
					modes.neverBlock();
				}
			});
		},
		onRedraw() {
			suspension.redraw();
		},
		onFailure: fail,
		onMouse(isOn) {
			modes.setMouse(isOn);
		},
		onTheme: askGround,
		onSuspend() {
			suspension.begin();
		},
		onStatus(status) {
			modes.show(status);
		},
		onEvent(event) {
			const call = alarmFor(event);
			if (call !== undefined) {
				modes.write(call);
			}
		},
		isOwn,
		isWatched: () => !output.isBackedUp && !suspension.isSuspended,
	});
	sessionInput.session = session;

	const waitForEnd = async (): Promise<void> => {
		try {
			await ink.waitUntilExit();
		} finally {
			session.stop();
			input.close();
			modes.giveBack();
			await modes.release();
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
		get isLent() {
			return suspension.isLent;
		},
		waitUntilExit: async () => ended,
		async close() {
			ink.unmount();
			await ended.catch(() => undefined);
		},
	};
};
