import {topSpans} from '../../../model/top-list.js';
import {measureWords, subjectWords} from './top-words.js';

/** A flag of a steering command. */
export type SteeringFlag = {
	/** Placeholder of the value in the help. A flag without one is a switch. */
	readonly placeholder?: string;
	/** The allowed values, if that is a short list. */
	readonly choices?: readonly string[];
	/** Whether it may be given several times. */
	readonly isRepeatable?: true;
	/** One sentence without a full stop. */
	readonly help: string;
};

export type SteeringCommand = {
	/** The operands, in brackets if they are optional, with an ellipsis if there may be several; empty without any. */
	readonly operands: string;
	/** The allowed operands, if that is a short list. */
	readonly choices?: readonly string[];
	/** One sentence without a full stop. */
	readonly help: string;
	readonly flags: readonly SteeringFlagName[];
};

export const steeringFlags = {
	admin: {placeholder: 'ADDRESS', help: 'Where the admin API is: http://host:8082 or unix:/path/of/its.sock'},
	'admin-token': {placeholder: 'TOKEN', help: 'Bearer token of the admin API'},
	'admin-token-file': {placeholder: 'FILE', help: 'File with that token, such as the one the instance created'},
	as: {placeholder: 'HOST', help: 'Host header to send, such as localhost:8082, for a tunnel that ends at another address'},
	weight: {placeholder: 'NUMBER', help: 'Share of the traffic, 1 to 256'},
	wait: {help: 'Wait until nothing is in flight at the backend'},
	yes: {help: 'Do not ask for confirmation, even for the last backend that serves'},
	force: {help: 'Cut off requests in flight at once'},
	json: {help: 'Print the response of the admin API as JSON; one object a line with --follow and --watch'},
	follow: {help: 'Print what is new as it comes, until interrupted'},
	watch: {help: 'Print it every second, until interrupted'},
	measure: {placeholder: 'MEASURE', choices: measureWords, help: 'What the highest are found by: count, bytes, time, rate-limited or failures; of requests time, bytes or tries'},
	over: {placeholder: 'SPAN', choices: topSpans, help: 'Over the last minute (1m) or ten (10m)'},
	theme: {placeholder: 'THEME', help: 'Colours of the screen: auto, by the background of the terminal; dark; light; high-contrast; mono, none'},
	ascii: {help: 'Draw the screen with ASCII characters only'},
	'read-only': {help: 'Read-only screen: without commands that change anything'},
	keys: {placeholder: 'COMMAND=KEY', isRepeatable: true, help: 'Key binding for a command of the screen, such as drain=D; repeatable'},
	'screen-reader': {help: 'Screen-reader mode: announce events line by line instead of drawing a screen'},
	alarm: {placeholder: 'KIND', help: 'Terminal alert when a backend goes down: off, bell or notification'},
} as const satisfies Readonly<Record<string, SteeringFlag>>;

export type SteeringFlagName = keyof typeof steeringFlags;

export const connectionFlags = ['admin', 'admin-token', 'admin-token-file', 'as'] as const satisfies readonly SteeringFlagName[];

/** As without `attach`; see the settings. */
export const screenFlags = ['theme', 'ascii', 'read-only', 'keys', 'screen-reader', 'alarm'] as const satisfies readonly SteeringFlagName[];

export type ScreenFlagName = (typeof screenFlags)[number];

/** Commands for a running instance. */
export const steeringCommands = {
	attach: {operands: '[ADDRESS]', help: 'Show the screen of a running instance; detaching does not stop it', flags: [...connectionFlags, ...screenFlags]},
	status: {operands: '[ADDRESS]', help: 'Print the status', flags: [...connectionFlags, 'watch', 'json']},
	add: {operands: 'URL', help: 'Add a backend', flags: [...connectionFlags, 'weight', 'json']},
	drain: {operands: 'BACKEND', help: 'Drain a backend: no new requests; those in flight finish', flags: [...connectionFlags, 'wait', 'yes', 'json']},
	disable: {operands: 'BACKEND', help: 'Disable a backend: no requests', flags: [...connectionFlags, 'yes', 'json']},
	enable: {operands: 'BACKEND', help: 'Enable a backend again', flags: [...connectionFlags, 'json']},
	remove: {operands: 'BACKEND', help: 'Remove a backend, or a name with all its backends; a busy one drains first', flags: [...connectionFlags, 'wait', 'yes', 'force', 'json']},
	weight: {operands: 'BACKEND NUMBER', help: 'Set the weight of a backend or a name, 1 to 256', flags: [...connectionFlags, 'json']},
	undo: {operands: '', help: 'Undo the last change of the pool or the policy', flags: [...connectionFlags, 'json']},
	set: {operands: 'NAME=VALUE…', help: 'Change settings, such as policy=p2c or rate-limit=500; NAME= sets the default', flags: [...connectionFlags, 'json']},
	requests: {operands: '[FILTER…]', help: 'Print the newest requests, or those that match a filter such as status:5xx', flags: [...connectionFlags, 'follow', 'json']},
	top: {operands: '[SUBJECT]', choices: subjectWords, help: 'Print who sends most: clients, paths, user agents or statuses; or the slowest and largest requests', flags: [...connectionFlags, 'measure', 'over', 'watch', 'json']},
	certificates: {operands: '', help: 'Print the certificates for clients and when they expire', flags: [...connectionFlags, 'json']},
	events: {operands: '', help: 'Print the last changes and who caused them', flags: [...connectionFlags, 'follow', 'json']},
} as const satisfies Readonly<Record<string, SteeringCommand>>;

export type SteeringCommandName = keyof typeof steeringCommands;

export const steeringCommandNames = Object.keys(steeringCommands) as readonly SteeringCommandName[];

type ExitCode = {
	readonly code: number;
	readonly meaning: string;
	/** The only command with this code; any if absent. */
	readonly of?: SteeringCommandName;
};

/** Exit codes, for scripts. */
export const steeringExitCodes: readonly ExitCode[] = [
	{code: 0, meaning: 'Success; for status: every enabled backend is up'},
	{code: 1, meaning: 'Refused, not confirmed, or the instance cannot be reached'},
	{code: 2, meaning: 'Invalid usage'},
	{code: 3, meaning: 'An enabled backend is down', of: 'status'},
	{code: 4, meaning: 'No backend is available', of: 'status'},
];
