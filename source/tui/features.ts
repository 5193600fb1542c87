import type {Command, Feature, ModeTraits} from './state/screen-state.js';
import {openRequestFeature} from './features/open-request/open-request-feature.js';
import {newBackendFeature} from './features/new-backend/new-backend-feature.js';
import {anywhereFeature} from './features/anywhere/anywhere-feature.js';
import {captureFeature} from './features/capture/capture-feature.js';
import {certificatesFeature} from './features/certificates/certificates-feature.js';
import {copyCurlFeature} from './features/copy-curl/copy-curl-feature.js';
import {detailsFeature} from './features/details/details-feature.js';
import {editRequestFeature} from './features/edit-request/edit-request-feature.js';
import {eventsFeature} from './features/events/events-feature.js';
import {exportFeature} from './features/export/export-feature.js';
import {filterFeature} from './features/filter/filter-feature.js';
import {findFeature} from './features/find/find-feature.js';
import {helpFeature} from './features/help/help-feature.js';
import {inFlightFeature} from './features/in-flight/in-flight-feature.js';
import {inspectFeature} from './features/inspect/inspect-feature.js';
import {listsFeature} from './features/lists/lists-feature.js';
import {logSortFeature} from './features/log-sort/log-sort-feature.js';
import {marksFeature} from './features/marks/marks-feature.js';
import {metricsFeature} from './features/metrics/metrics-feature.js';
import {mouseFeature} from './features/mouse/mouse-feature.js';
import {paletteFeature} from './features/palette/palette-feature.js';
import {poolFeature} from './features/pool/pool-feature.js';
import {readingFeature} from './features/reading/reading-feature.js';
import {replayFeature} from './features/replay/replay-feature.js';
import {restartFeature} from './features/restart/restart-feature.js';
import {searchFeature} from './features/search/search-feature.js';
import {settingsFeature} from './features/settings/settings-feature.js';
import {sortFeature} from './features/sort/sort-feature.js';
import {filterByValueFeature} from './features/filter-by-value/filter-by-value-feature.js';
import {themeFeature} from './features/theme/theme-feature.js';
import {topFeature} from './features/top/top-feature.js';
import {typingFeature} from './features/typing/typing-feature.js';
import {weightFeature} from './features/weight/weight-feature.js';

/** All features. Keys, help, palette, footer and the readme's table follow from this list, in its order. */
export const features: readonly Feature[] = [
	restartFeature,
	detailsFeature,
	inspectFeature,
	openRequestFeature,
	marksFeature,
	poolFeature,
	weightFeature,
	copyCurlFeature,
	captureFeature,
	filterFeature,
	filterByValueFeature,
	logSortFeature,
	sortFeature,
	findFeature,
	newBackendFeature,
	listsFeature,
	mouseFeature,
	themeFeature,
	paletteFeature,
	replayFeature,
	editRequestFeature,
	exportFeature,
	inFlightFeature,
	topFeature,
	metricsFeature,
	certificatesFeature,
	eventsFeature,
	settingsFeature,
	helpFeature,
	readingFeature,
	searchFeature,
	typingFeature,
	anywhereFeature,
];

export const commands: readonly Command[] = features.flatMap(feature => feature.commands);

export const modes: ReadonlyMap<string, ModeTraits> = new Map(features.flatMap(feature => Object.entries(feature.modes ?? {})));
