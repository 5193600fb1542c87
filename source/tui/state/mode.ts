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

/** The lists. */
export type BrowseMode = {readonly kind: 'browse'};

/** The backend search. */
export type FindMode = {
	readonly kind: 'find';
	readonly field: TextField;
	/** The previous search. */
	readonly before: string;
};

/** The choice of a value to filter by. */
export type TermMode = {readonly kind: 'term'; readonly record: LogRecord};

/** The choice of the sort column. */
export type SortMode = {readonly kind: 'sort'};

/** The events screen. */
export type EventsMode = {
	readonly kind: 'events';
	/** Index of the first visible line. */
	readonly top: number;
};

/** The mode that keys act on. */
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

/** Whether a single key answers it. */
export const isQuestion = ({kind}: Mode): boolean => questions.has(kind);

/** The mode below, such as a request below the help; the mode itself if there is none. */
export const beneath = (mode: Mode): Mode => 'back' in mode ? beneath(mode.back) : mode;

/** Changes the mode or, if another has opened over it, the mode below. */
export const changeBeneath = (mode: Mode, change: (mode: Mode) => Mode): Mode => {
	if (!('back' in mode)) {
		return change(mode);
	}

	const back = changeBeneath(mode.back, change);
	return back === mode.back ? mode : {...mode, back};
};
