import type {Session} from '../../session.js';
import type {ModeKind} from '../../state/mode.js';
import {detailsReading} from '../details/details-feature.js';
import {eventsReading} from '../events/events-feature.js';
import {helpReading} from '../help/help-feature.js';
import {inspectReading} from '../inspect/inspect-reading.js';
import {metricsReading} from '../metrics/metrics-feature.js';
import type {ReadableText} from '../../modes/readable-text.js';
import type {Run, RunsOf} from '../../run.js';
import {settingsReading} from '../settings/settings-feature.js';
import type {readingKeys} from './reading-keys.js';

/** Modes that show a text. */
const texts: Readonly<Partial<Record<ModeKind, ReadableText>>> = {
	help: helpReading,
	events: eventsReading,
	inspect: inspectReading,
	replay: inspectReading,
	details: detailsReading,
	metrics: metricsReading,
	settings: settingsReading,
};

const scrolling = (distanceOf: (page: number) => number): Run => (session: Session) => {
	const text = texts[session.state.mode.kind];
	const extent = text?.extentOf(session.state);
	if (!text || !extent) {
		return;
	}

	const {top, length, visible} = extent;
	const last = Math.max(0, length - visible);
	// The text may have become shorter.
	const from = Math.min(top, last);
	text.scrollTo(session, Math.max(0, Math.min(last, from + distanceOf(Math.max(1, visible - 1)))));
};

export const readingRuns: RunsOf<typeof readingKeys> = {
	'read-down': scrolling(() => 1),
	'read-up': scrolling(() => -1),
	'read-page-down': scrolling(page => page),
	'read-page-up': scrolling(page => -page),
	'read-first': scrolling(() => -Infinity),
	'read-last': scrolling(() => Infinity),
};
