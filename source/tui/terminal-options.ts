import type {ReadStream} from 'node:tty';
import type {Control} from '../model/control.js';
import type {Alarm} from './alarm.js';
import type {TerminalStream} from './frame-output.js';
import type {BoundCommand} from './keymap.js';
import type {LookWishes} from './look.js';

export type TerminalOptions = {
	readonly control: Control;
	readonly version: string;
	/** Where the balancer is that is seen from afar; absent when it is in this process, and ends with the screen. */
	readonly attachedTo?: string | undefined;
	/**
	How a person who looks elsewhere is told that a backend is down.

	@default 'off'
	*/
	readonly alarm?: Alarm | undefined;
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
	Decides on colours and characters where `look` does not, see `chooseLook`.

	@default process.env
	*/
	readonly environment?: NodeJS.ProcessEnv;
	/**
	The clock by which the status tells moments, in milliseconds.

	@default steadyNow
	*/
	readonly clock?: () => number;
	/** Colours and characters that a person wishes. */
	readonly look?: LookWishes;
	/**
	What keys may do; other keys than the usual come from `remapKeys`.

	@default all commands
	*/
	readonly commands?: readonly BoundCommand[];
	/**
	Leaves out whatever changes the pool, the settings or the traffic.

	@default false
	*/
	readonly isReadOnly?: boolean;
};
