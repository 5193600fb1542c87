import type {helpKeys} from '../keymap/help.js';
import {layOut} from '../layout/layout.js';
import {scrolledHelp} from '../screens/help-screen.js';
import type {Session} from '../session.js';
import {browse} from '../state/mode.js';
import type {RunsOf} from './run.js';

const scrollHelp = (session: Session, pages: number): void => {
	const {mode} = session.state;
	if (mode.kind === 'help') {
		session.change({mode: {kind: 'help', top: scrolledHelp(mode.top, pages, session.state, layOut(session.state))}});
	}
};

export const helpRuns: RunsOf<typeof helpKeys> = {
	'close-help'(session) {
		session.change({mode: browse});
	},
	'help-up'(session) {
		scrollHelp(session, -1);
	},
	'help-down'(session) {
		scrollHelp(session, 1);
	},
};
