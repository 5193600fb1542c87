import type {Command} from '../../screen-command.js';

export const anywhereKeys = [
	{
		id: 'interrupt',
		context: 'anywhere',
		keys: ['ctrl-c'],
		label: 'leave at once',
		help: 'Quit; press again to leave at once',
		footer: 10,
		applies: ({isLeaving}) => isLeaving,
	},
	{
		id: 'suspend',
		context: 'anywhere',
		keys: ['ctrl-z'],
		label: 'suspend',
		help: 'Suspend the screen; the proxy keeps running',
	},
	{
		id: 'redraw',
		context: 'anywhere',
		keys: ['ctrl-l'],
		label: 'redraw',
		help: 'Redraw the screen',
	},
] as const satisfies readonly Command[];
