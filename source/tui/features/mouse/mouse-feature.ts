import {contexts} from '../../input/contexts.js';
import type {Feature} from '../../state/screen-state.js';

export const mouseFeature: Feature = {
	commands: [
		{
			id: 'mouse',
			context: contexts.browse,
			keys: ['m'],
			label: 'mouse',
			help: 'Turn the mouse on or off: click, double click, wheel',
			run(session) {
				const hasMouse = !session.state.hasMouse;
				session.setMouse(hasMouse);
				session.notify(hasMouse
					? 'Mouse on: click selects, double click opens, titles sort, the wheel scrolls; shift selects text; m turns it off'
					: 'Mouse off: the terminal selects text again', 'good');
			},
		},
	],
};
