import type {eventsKeys} from '../keymap/events.js';
import {layOut} from '../layout/layout.js';
import {eventsRows, eventsText} from '../screens/events-screen.js';
import {browse} from '../state/mode.js';
import {anyLook, type ReadableText} from './readable-text.js';
import type {RunsOf} from './run.js';

export const eventsRuns: RunsOf<typeof eventsKeys> = {
	events(session) {
		session.change({mode: {kind: 'events', top: 0}});
	},
	'close-events'(session) {
		session.change({mode: browse});
	},
};

export const eventsReading: ReadableText = {
	extentOf(state) {
		const {mode, size} = state;
		return mode.kind === 'events' ? {top: mode.top, length: eventsText(state, anyLook).length, visible: eventsRows(size, layOut(state))} : undefined;
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (mode.kind === 'events') {
			session.change({mode: {...mode, top}});
		}
	},
};
