import type {AddMode} from './add-mode.js';
import type {ConfirmMode} from './confirm-mode.js';
import type {ExportMode} from './export-mode.js';
import type {FilterMode} from './filter-mode.js';
import type {HelpMode} from './help-mode.js';
import type {MetricsMode} from './metrics-mode.js';
import type {InspectMode, ReplayMode} from './inspect-mode.js';
import type {PaletteMode} from './palette-mode.js';
import type {SortMode} from './sort-mode.js';
import type {SettingMode, SettingsMode} from './settings-mode.js';
import type {TermMode} from './term-mode.js';

/** Keys act on the lists. */
export type BrowseMode = {readonly kind: 'browse'};

/** What the keys act on. */
export type Mode = BrowseMode | HelpMode | AddMode | ConfirmMode | FilterMode | TermMode | SortMode | PaletteMode | InspectMode | ReplayMode | ExportMode | MetricsMode | SettingsMode | SettingMode;

export type ModeKind = Mode['kind'];

export const browse: Mode = {kind: 'browse'};
