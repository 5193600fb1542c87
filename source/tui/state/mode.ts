import type {LogRecord} from '../../model/access-log-entry.js';
import type {AddMode} from './add-mode.js';
import type {ConfirmMode} from './confirm-mode.js';
import type {DetailsMode} from './details-mode.js';
import type {ExportMode} from './export-mode.js';
import type {FilterMode} from './filter-mode.js';
import type {HelpMode} from './help-mode.js';
import type {MetricsMode} from './metrics-mode.js';
import type {InspectMode, ReplayMode} from './inspect-mode.js';
import type {PaletteMode} from './palette-mode.js';
import type {SettingMode, SettingsMode} from './settings-mode.js';
import type {TextField} from './text-field.js';
import type {WeightMode} from './weight-mode.js';

/** Keys act on the lists. */
export type BrowseMode = {readonly kind: 'browse'};

/** What backends are looked for is being typed. */
export type FindMode = {
	readonly kind: 'find';
	readonly field: TextField;
	/** What was looked for before. */
	readonly before: string;
};

/** A value of a request is being chosen, to look for others like it. */
export type TermMode = {readonly kind: 'term'; readonly record: LogRecord};

/** The column to sort backends by is being chosen. */
export type SortMode = {readonly kind: 'sort'};

/** One reads what has happened. */
export type EventsMode = {
	readonly kind: 'events';
	/** Index of the first line on the screen. */
	readonly top: number;
};

/** What the keys act on. */
export type Mode =
	| BrowseMode
	| HelpMode
	| AddMode
	| WeightMode
	| ConfirmMode
	| FilterMode
	| FindMode
	| TermMode
	| SortMode
	| PaletteMode
	| DetailsMode
	| InspectMode
	| ReplayMode
	| ExportMode
	| MetricsMode
	| EventsMode
	| SettingsMode
	| SettingMode;

export type ModeKind = Mode['kind'];

export const browse: Mode = {kind: 'browse'};

const questions: ReadonlySet<ModeKind> = new Set(['confirm', 'replay', 'sort', 'term']);

/** Whether it is answered with one key, by what the foot of the screen says. */
export const isQuestion = ({kind}: Mode): boolean => questions.has(kind);

/** What a mode has come over, such as the help over a request that is open; the mode itself where there is nothing behind it. */
export const beneath = (mode: Mode): Mode => 'back' in mode ? beneath(mode.back) : mode;

/** Changes what the keys act on or, where another mode has come over it meanwhile, what they will act on again. */
export const changeBeneath = (mode: Mode, change: (mode: Mode) => Mode): Mode => {
	if (!('back' in mode)) {
		return change(mode);
	}

	const back = changeBeneath(mode.back, change);
	return back === mode.back ? mode : {...mode, back};
};
