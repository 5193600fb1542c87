import type {Command} from '../../screen-command.js';

export const eventsKeys = [
	{
		id: 'events',
		context: 'browse',
		keys: ['E'],
		label: 'events',
		help: 'Show events: transitions of backends, and changes',
	},
	{
		id: 'close-events',
		context: 'events',
		keys: ['esc', 'q', 'E', 'enter'],
		label: 'back',
		help: 'Back to the lists',
		footer: 4,
	},
] as const satisfies readonly Command[];
