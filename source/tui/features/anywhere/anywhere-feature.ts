import {contexts} from '../../input/contexts.js';
import type {Feature} from '../../state/screen-state.js';

export const anywhereFeature: Feature = {
	commands: [
		{
			id: 'interrupt',
			context: contexts.anywhere,
			keys: ['ctrl-c'],
			label: 'leave at once',
			help: 'Quit; press again to leave at once',
			footer: 'always',
			applies: ({isLeaving}) => isLeaving,
			run(session) {
				session.quit();
			},
		},
		{
			id: 'suspend',
			context: contexts.anywhere,
			keys: ['ctrl-z'],
			label: 'suspend',
			help: 'Suspend the screen; the proxy keeps running',
			run(session) {
				session.suspend();
			},
		},
		{
			id: 'redraw',
			context: contexts.anywhere,
			keys: ['ctrl-l'],
			label: 'redraw',
			help: 'Redraw the screen',
			run(session) {
				session.redraw();
			},
		},
	],
};
