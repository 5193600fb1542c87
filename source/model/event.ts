import type {Cause} from './actor.js';
import type {AdminState, Backend, Health} from './backend.js';
import type {Command} from './command.js';
import type {Outlier} from './outlier.js';
import type {Policy} from './pool.js';
import type {Warning} from './warning.js';

/** An event, emitted once on a transition. */
export type UntimedEvent =
	| {readonly type: 'backend-added'; readonly backend: Backend}
	| {readonly type: 'backend-removed'; readonly backend: Backend}
	/** A name is no longer followed. */
	| {readonly type: 'name-removed'; readonly url: string}
	/** It has another weight. */
	| {readonly type: 'name-changed'; readonly url: string; readonly from: number; readonly to: number}
	| {readonly type: 'state-changed'; readonly backend: Backend; readonly from: AdminState; readonly to: AdminState}
	| {readonly type: 'weight-changed'; readonly backend: Backend; readonly from: number; readonly to: number}
	| {readonly type: 'health-check-changed'; readonly backend: Backend}
	/** The reason is what the check has come to: an HTTP status, or a system's message. */
	| {readonly type: 'health-changed'; readonly backend: Backend; readonly from: Health; readonly to: Health; readonly reason: string; readonly hint?: string}
	| {readonly type: 'policy-changed'; readonly from: Policy; readonly to: Policy}
	/** By their names in files, and those that are remembered for the next start. Where the policy is among them, `policy-changed` tells of it as well. */
	| {readonly type: 'settings-changed'; readonly names: readonly string[]; readonly remembered?: readonly string[]}
	/** At the start: settings, by the same names, that were changed in an earlier run hold, and which file remembers them. */
	| {readonly type: 'settings-remembered'; readonly names: readonly string[]; readonly file: string}
	/** A config file was read again, and holds. */
	| {readonly type: 'config-applied'; readonly file: string}
	/** Clients are shown another certificate, from this file. */
	| {readonly type: 'certificate-changed'; readonly names: readonly string[]; readonly source: string; readonly notAfter: number}
	| {readonly type: 'backend-ejected'; readonly backend: Backend; readonly outlier: Outlier; readonly durationMs: number}
	/** Requests wait far longer for an answer than is usual there, or no longer do. */
	| {readonly type: 'stall-changed'; readonly backend: Backend; readonly isStalled: boolean; readonly waitedMs: number}
	| {readonly type: 'backend-returned'; readonly backend: Backend}
	/** Whether others serve than would otherwise, because too few are available. */
	| {readonly type: 'panic-changed'; readonly isPanic: boolean}
	/** The reason is an error's message or an exit code, as the thread has ended with it. */
	| {readonly type: 'worker-restarted'; readonly worker: number; readonly reason: string}
	/** A command of an actor was carried out. Events of its changes come before, with the same id. */
	| {readonly type: 'command'; readonly command: Command}
	| {readonly type: 'warning'; readonly warning: Warning};

/** An event with its time and cause. */
export type ControlEvent = UntimedEvent & Cause & {
	/** Milliseconds since the epoch. */
	readonly at: number;
	/** Counts from 1 in each run of an instance. Absent for what an attached program tells itself, and for instances of older versions. */
	readonly number?: number;
};

/** The events after a number, oldest first. */
export type EventPage = {
	readonly events: readonly ControlEvent[];
	/** How many of them are no longer available. */
	readonly skipped: number;
	/** Number of the newest event; 0 before the first. */
	readonly last: number;
};
