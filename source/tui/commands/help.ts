import type {helpKeys} from '../keymap/help.js';
import {layOut} from '../layout/layout.js';
import {helpRows, helpText} from '../screens/help-screen.js';
import {anyLook, type ReadableText} from './readable-text.js';
import type {RunsOf} from './run.js';

export const helpRuns: RunsOf<typeof helpKeys> = {
	help(session) {
		session.change({mode: {kind: 'help', top: 0, back: session.state.mode}});
	},
	'close-help'(session) {
		const {mode} = session.state;
		if (mode.kind === 'help') {
			session.change({mode: mode.back});
		}
	},
};

export const helpReading: ReadableText = {
	extentOf(state) {
		const {mode, size} = state;
		return mode.kind === 'help' ? {top: mode.top, length: helpText(mode, state, anyLook).length, visible: helpRows(size, layOut(state))} : undefined;
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (mode.kind === 'help') {
			session.change({mode: {...mode, top}});
		}
	},
};
