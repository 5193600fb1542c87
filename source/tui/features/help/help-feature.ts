import {anyLook} from '../../look.js';
import {helpRows, helpText} from '../../screens/help-screen.js';
import {readingOf} from '../../modes/readable-text.js';
import type {RunsOf} from '../../run.js';
import type {helpKeys} from './help-keys.js';

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

export const helpReading = readingOf('help', (mode, state, layout) => ({length: helpText(mode, state, anyLook).length, visible: helpRows(state.size, layout)}));
