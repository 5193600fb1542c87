import type {AdminState} from '../../model/backend.js';
import type {BackendStatus, Status} from '../../model/status.js';
import type {Tone} from '../theme.js';
import {
	emptyLog,
	following,
	type LogView,
	type RequestLog,
} from './request-log.js';
import type {TextField} from './text-field.js';

export type Pane = 'backends' | 'requests';

export type Size = {
	readonly columns: number;
	readonly rows: number;
};

/** A command that waits for a yes. */
export type Pending =
	| {readonly type: 'remove'; readonly backend: BackendStatus}
	| {readonly type: 'set-state'; readonly backend: BackendStatus; readonly state: Exclude<AdminState, 'active'>};

/** Whether there is anything in flight that a removal could cut off. */
export const canCut = (pending: Pending): boolean => pending.type === 'remove' && pending.backend.connections > 0;

/** What the keys act on. */
export type Mode =
	| {readonly kind: 'browse'}
	| {readonly kind: 'help'; readonly top: number}
	| {
		readonly kind: 'add';
		readonly field: TextField;
		/** Whether the command was given and its answer is awaited. */
		readonly isPending: boolean;
		/** Why it cannot be added as it stands, or why the last attempt failed. */
		readonly problem?: string;
	}
	| {readonly kind: 'confirm'; readonly pending: Pending};

export const browse: Mode = {kind: 'browse'};

/** A sentence that goes away by itself. */
export type Notice = {
	readonly text: string;
	readonly tone: Tone;
	/** Milliseconds since the epoch. */
	readonly until: number;
};

export type ScreenState = {
	readonly size: Size;
	/** Milliseconds since the epoch, from which ages are told. */
	readonly now: number;
	readonly version: string;
	/** Where the instance is that is seen from afar; absent when it is this process. */
	readonly attachedTo?: string;
	readonly status: Status;
	readonly log: RequestLog;
	readonly view: LogView;
	readonly pane: Pane;
	/** The selected backend; the index finds its neighbour when it is gone. */
	readonly selection: {readonly id?: string; readonly index: number};
	/** Index of the first backend on the screen. */
	readonly backendsTop: number;
	readonly mode: Mode;
	readonly notice?: Notice;
	/** From the moment a person asked to quit. */
	readonly isLeaving: boolean;
};

export const initialState = (start: Pick<ScreenState, 'size' | 'now' | 'version' | 'attachedTo' | 'status'>): ScreenState => ({
	...start,
	log: emptyLog,
	view: following,
	pane: 'backends',
	selection: {index: 0},
	backendsTop: 0,
	mode: browse,
	isLeaving: start.attachedTo === undefined && start.status.phase === 'leaving',
});

export const selectedBackend = ({status, selection}: ScreenState): BackendStatus | undefined => status.backends[selection.index];

