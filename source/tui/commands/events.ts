import type {eventsKeys} from '../keymap/events.js';
import {eventsRows, eventsText} from '../screens/events-screen.js';
import {browse} from '../state/mode.js';
import {anyLook, readingOf} from './readable-text.js';
import type {RunsOf} from './run.js';

export const eventsRuns: RunsOf<typeof eventsKeys> = {
	events(session) {
		session.change({mode: {kind: 'events', top: 0}});
	},
	'close-events'(session) {
		session.change({mode: browse});
	},
};

export const eventsReading = readingOf('events', (_mode, state, layout) => ({length: eventsText(state, anyLook).length, visible: eventsRows(state.size, layout)}));
