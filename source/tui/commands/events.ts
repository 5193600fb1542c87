import type {eventsKeys} from '../keymap/events.js';
import {eventsRows, eventsText} from '../screens/events-screen.js';
import type {Session} from '../session.js';
import {browse} from '../state/mode.js';
import type {ScreenState} from '../state/screen-state.js';
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

/** What is being read stays where it is on the screen while more happens; called with every round of the feed. */
export const keepEvents = (session: Session, before: ScreenState): void => {
	const {state} = session;
	const {mode} = state;
	if (mode.kind === 'events' && mode.top > 0 && state.journal !== before.journal) {
		session.change({mode: {...mode, top: mode.top + eventsText(state, anyLook).length - eventsText({...state, journal: before.journal}, anyLook).length}});
	}
};

export const eventsReading = readingOf('events', (_mode, state, layout) => ({length: eventsText(state, anyLook).length, visible: eventsRows(state.size, layout)}));
