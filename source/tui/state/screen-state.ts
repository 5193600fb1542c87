import type {LogRecord} from '../../model/access-log-entry.js';
import type {Status} from '../../model/status.js';
import {commands, type BoundCommand} from '../keymap.js';
import type {Tone} from '../theme.js';
import {asAdded, type BackendsOrder} from './backends-order.js';
import {journalOf, type JournalEntry} from './journal.js';
import type {LimiterReadings} from './limiter-readings.js';
import type {RequestQuery} from './request-query.js';
import {noTrends, type Trends} from './trends.js';
import {browse, type Mode} from './mode.js';
import {
	emptyLog,
	following,
	type LogView,
	type RequestLog,
} from './request-log.js';

export type Pane = 'backends' | 'requests';

export type Size = {
	readonly columns: number;
	readonly rows: number;
};

/** A sentence that goes away by itself. */
export type Notice = {
	readonly text: string;
	readonly tone: Tone;
	/** Milliseconds since the epoch. */
	readonly since: number;
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
	/** Absent when all requests are of interest. */
	readonly query?: RequestQuery | undefined;
	readonly pane: Pane;
	readonly order: BackendsOrder;
	readonly trends: Trends;
	readonly limiter: LimiterReadings;
	/** Whether the terminal reports the mouse. */
	readonly hasMouse: boolean;
	/** The requests that a person has marked, by their numbers; they stay marked when they have left the log. */
	readonly marks: ReadonlyMap<number, LogRecord>;
	/** The ids of the backends that a person has marked. */
	readonly markedBackends: ReadonlySet<string>;
	/** The selected backend; the index finds its neighbour when it is gone. */
	readonly selection: {readonly id?: string; readonly index: number};
	/** Index of the first backend on the screen. */
	readonly backendsTop: number;
	readonly mode: Mode;
	readonly notice?: Notice | undefined;
	/** What has happened since the screen is on. */
	readonly journal: readonly JournalEntry[];
	/** Whether the focused list has the room of both. */
	readonly isZoomed: boolean;
	/** When the key that quits has closed something last, in milliseconds since the epoch. */
	readonly closedAt?: number;
	/** From the moment a person asked to quit. */
	readonly isLeaving: boolean;
	/** All that keys may do in this session. */
	readonly commands: readonly BoundCommand[];
	/** Whether the screen may only look. */
	readonly isReadOnly: boolean;
};

type Start = Pick<ScreenState, 'size' | 'now' | 'version' | 'attachedTo' | 'status'> & Partial<Pick<ScreenState, 'commands' | 'isReadOnly'>>;

export const initialState = (start: Start): ScreenState => ({
	commands,
	isReadOnly: false,
	...start,
	log: emptyLog,
	view: following,
	pane: 'backends',
	order: asAdded,
	trends: noTrends,
	limiter: [],
	hasMouse: false,
	marks: new Map(),
	markedBackends: new Set(),
	journal: journalOf(start.status),
	isZoomed: false,
	selection: {index: 0},
	backendsTop: 0,
	mode: browse,
	isLeaving: start.attachedTo === undefined && start.status.phase === 'leaving',
});
