import type {ReadStream} from 'node:tty';
import type {Control} from '../model/control.js';
import type {Alarm} from './terminal/alarm.js';
import type {TerminalStream} from './terminal/screen-output.js';
import type {IsOwn} from './notices/event-notice.js';
import type {LookWishes} from './look/look.js';
import type {Command} from './state/screen-state.js';

export type TerminalOptions = {
	readonly control: Control;
	readonly version: string;
	/** Address of a remote instance; absent for this process, which ends with the screen. */
	readonly attachedTo?: string | undefined;
	/**
	How the terminal alerts the user when a backend goes down.

	@default 'off'
	*/
	readonly alarm?: Alarm | undefined;
	/**
	Whether an actor is the user of this screen, who has seen what the own commands led to.

	@default the user at the terminal of this process
	*/
	readonly isOwn?: IsOwn;
	/** Called when the user quits, and with each repetition. */
	readonly onQuit: () => void;
	/**
	Input.

	@default process.stdin
	*/
	readonly stdin?: ReadStream;
	/**
	Output.

	@default process.stdout
	*/
	readonly stdout?: TerminalStream;
	/**
	Output of warnings, usually the same terminal.

	@default process.stderr
	*/
	readonly stderr?: NodeJS.WriteStream;
	/**
	Determines colours and characters unless `look` does, see `chooseLook`.

	@default process.env
	*/
	readonly environment?: NodeJS.ProcessEnv;
	/**
	The clock of the status, in milliseconds.

	@default steadyNow
	*/
	readonly clock?: () => number;
	/** Explicit choice of colours and characters. */
	readonly look?: LookWishes;
	/**
	The commands; `remapKeys` makes others.

	@default all commands
	*/
	readonly commands?: readonly Command[];
	/**
	Removes all commands that change the pool, the settings or the traffic.

	@default false
	*/
	readonly isReadOnly?: boolean;
};
