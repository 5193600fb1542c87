import type {Command} from '../../screen-command.js';

export const findKeys = [
	{
		id: 'keep-found',
		context: 'find',
		keys: ['enter'],
		label: 'keep',
		help: 'Apply the search; an empty one lists all backends',
		footer: 2,
	},
	{
		id: 'drop-found',
		context: 'find',
		keys: ['esc'],
		label: 'cancel',
		help: 'Cancel and restore the previous search',
		footer: 1,
	},
] as const satisfies readonly Command[];
