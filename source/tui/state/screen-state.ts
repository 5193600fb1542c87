import type {LogRecord} from '../../model/access-log-entry.js';
import type {ScreenTheme} from '../../model/screen-theme.js';
import type {Status} from '../../model/status.js';
import type {CommandOf, FeatureOf, ModeTraitsOf, ScreenOf} from '../feature.js';
import type {SessionOf} from '../session/session.js';
import type {Tone} from '../look/theme.js';
import type {Ground} from '../terminal/ground.js';
import type {BackendsOrder} from './backends-order.js';
import type {JournalEntry} from './journal.js';
import type {LimiterReadings} from './limiter-readings.js';
import type {Looked} from './looked.js';
import type {RequestQuery} from './request-query.js';
import type {Trends} from './trends.js';
import type {Mode} from './mode.js';
import type {LogView, RequestLog} from './request-log.js';

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
	readonly theme: ScreenTheme;
	/** As the terminal reports it; absent until it does. */
	readonly ground?: Ground;
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
	readonly looked: Looked;
	/** Whether the focused list is maximized. */
	readonly isZoomed: boolean;
	/** When the quit key last closed something, in milliseconds since the epoch. */
	readonly closedAt?: number;
	/** The last click on a row. */
	readonly clicked?: {readonly row: number; readonly at: number} | undefined;
	/** Whether the user asked to quit. */
	readonly isLeaving: boolean;
	/** The commands of this session. */
	readonly commands: ReadonlyArray<CommandOf<ScreenState>>;
	/** How modes look and what they do, by kind. */
	readonly modes: ReadonlyMap<string, ModeTraitsOf<ScreenState>>;
	/** Whether the screen is read-only. */
	readonly isReadOnly: boolean;
};

export type Command = CommandOf<ScreenState>;
export type Feature = FeatureOf<ScreenState>;
export type ModeScreen = ScreenOf<ScreenState>;
export type ModeTraits = ModeTraitsOf<ScreenState>;
export type Session = SessionOf<ScreenState>;

/** How the current mode looks and what it does. */
export const traitsOf = ({modes, mode}: Pick<ScreenState, 'modes' | 'mode'>): ModeTraits | undefined => modes.get(mode.kind);
