import {anyLook} from '../../look.js';
import {eventsRows, eventsText} from '../../screens/events-screen.js';
import type {Session} from '../../session.js';
import {beneath, browse, changeBeneath} from '../../state/mode.js';
import type {ScreenState} from '../../state/screen-state.js';
import {readingOf} from '../../modes/readable-text.js';
import type {RunsOf} from '../../run.js';
import type {eventsKeys} from './events-keys.js';

export const eventsRuns: RunsOf<typeof eventsKeys> = {
	events(session) {
		session.change({mode: {kind: 'events', top: 0}});
	},
	'close-events'(session) {
		session.change({mode: browse});
	},
};

/** Keeps the text in place while events are added; called with every round of the feed. */
export const keepEvents = (session: Session, before: ScreenState): void => {
	const {state} = session;
	const count = state.journal.indexOf(before.journal[0]!);
	if (count > 0 && beneath(state.mode).kind === 'events') {
		// The oldest event may have been dropped.
		const added = eventsText(state, anyLook).length - eventsText({...state, journal: state.journal.slice(count)}, anyLook).length;
		session.change({mode: changeBeneath(state.mode, mode => mode.kind === 'events' && mode.top > 0 ? {...mode, top: mode.top + added} : mode)});
	}
};

export const eventsReading = readingOf('events', (_mode, state, layout) => ({length: eventsText(state, anyLook).length, visible: eventsRows(state.size, layout)}));
