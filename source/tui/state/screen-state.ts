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

/** A notice that expires. */
export type Notice = {
	readonly text: string;
	readonly tone: Tone;
	/** Milliseconds since the epoch. */
	readonly since: number;
	readonly until: number;
};

export type ScreenState = {
	readonly size: Size;
	/** Milliseconds since the epoch; the reference of ages. */
	readonly now: number;
	readonly version: string;
	/** Address of a remote instance; absent for this process. */
	readonly attachedTo?: string;
	readonly status: Status;
	readonly log: RequestLog;
	readonly view: LogView;
	/** Absent without a filter. */
	readonly query?: RequestQuery | undefined;
	readonly pane: Pane;
	readonly order: BackendsOrder;
	readonly trends: Trends;
	readonly limiter: LimiterReadings;
	/** Whether mouse reporting is on. */
	readonly hasMouse: boolean;
	/** Numbers of the marked requests; marks outlast the log. */
	readonly marks: ReadonlyMap<number, LogRecord>;
	/** Ids of the marked backends. */
	readonly markedBackends: ReadonlySet<string>;
	/** The selected backend; the index finds its neighbour after a removal. */
	readonly selection: {readonly id?: string; readonly index: number};
	/** Index of the first visible backend. */
	readonly backendsTop: number;
	readonly mode: Mode;
	readonly notice?: Notice | undefined;
	/** Events since the screen was opened. */
	readonly journal: readonly JournalEntry[];
	/** Whether the focused list is maximized. */
	readonly isZoomed: boolean;
	/** When the quit key last closed something, in milliseconds since the epoch. */
	readonly closedAt?: number;
	/** Whether the user asked to quit. */
	readonly isLeaving: boolean;
	/** The commands of this session. */
	readonly commands: readonly BoundCommand[];
	/** Whether the screen is read-only. */
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
