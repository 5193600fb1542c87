import type {Command} from '../../screen-command.js';

export const movementKeys = [
	{
		id: 'up',
		context: 'browse',
		keys: ['k', 'up'],
		label: 'up',
		help: 'Move up; pauses the request log',
	},
	{
		id: 'down',
		context: 'browse',
		keys: ['j', 'down'],
		label: 'down',
		help: 'Move down',
	},
	{
		id: 'page-up',
		context: 'browse',
		keys: ['pgup', 'ctrl-b'],
		label: 'page up',
		help: 'Move up a page',
	},
	{
		id: 'page-down',
		context: 'browse',
		keys: ['pgdn', 'ctrl-f'],
		label: 'page down',
		help: 'Move down a page',
	},
	{
		id: 'first',
		context: 'browse',
		keys: ['g', 'home'],
		label: 'first',
		help: 'Move to the first row',
	},
	{
		id: 'last',
		context: 'browse',
		keys: ['G', 'end'],
		label: 'last',
		help: 'Move to the last row; follows the request log again',
	},
] as const satisfies readonly Command[];
