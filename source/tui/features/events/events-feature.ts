import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import type {Feature, Session, ScreenState} from '../../state/screen-state.js';
import {anyLook} from '../../look/look.js';
import {beneath, changeBeneath} from '../../state/mode.js';
import {readEvents} from '../../state/looked.js';
import {eventsText, eventsScreen} from './events-screen.js';
import {eventsMode} from './events-mode.js';

/** Keeps the text in place while events are added; called with every round of the feed. */
const keepEvents = (session: Session, before: ScreenState): void => {
	const {state} = session;
	const count = state.journal.indexOf(before.journal[0]!);
	if (count > 0 && beneath(state.mode).kind === 'events') {
		// The oldest event may have been dropped.
		const added = eventsText(state, anyLook).length - eventsText({...state, journal: state.journal.slice(count)}, anyLook).length;
		session.change({mode: changeBeneath(state.mode, mode => eventsMode.is(mode) && mode.top > 0 ? eventsMode.of({...mode, top: mode.top + added}) : mode)});
	}
};

const context: Context = {id: 'events', title: 'Events', place: 'in the events'};

export const eventsFeature: Feature = {
	commands: [
		{
			id: 'events',
			context: contexts.browse,
			keys: ['E'],
			label: 'events',
			help: 'Show events: transitions of backends, and changes',
			run(session) {
				session.change({mode: eventsMode.of({top: 0}), ...readEvents(session.state)});
			},
		},
		toLists({id: 'close-events', context, keys: ['esc', 'q', 'E', 'enter']}),
	],
	modes: {
		events: {contexts: [context, contexts.reading, contexts.screens, contexts.anywhere], ...eventsScreen},
	},
	onRound: keepEvents,
};
