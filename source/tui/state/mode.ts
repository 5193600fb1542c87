import type {LogRecord} from '../../model/access-log-entry.js';
import type {AddMode} from '../features/add/add-mode.js';
import type {ConfirmMode} from '../features/pool/confirm-mode.js';
import type {DetailsMode} from '../features/details/details-mode.js';
import type {ExportMode} from '../features/export/export-mode.js';
import type {FilterMode} from '../features/filter/filter-mode.js';
import type {HelpMode} from '../features/help/help-mode.js';
import type {MetricsMode} from '../features/metrics/metrics-mode.js';
import type {InspectMode, ReplayMode} from '../features/inspect/inspect-mode.js';
import type {PaletteMode} from '../features/palette/palette-mode.js';
import type {SettingMode, SettingsMode} from '../features/settings/settings-mode.js';
import type {WeightMode} from '../features/weight/weight-mode.js';
import type {TextField} from './text-field.js';

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
