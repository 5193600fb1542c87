import type {Command} from '../../screen-command.js';

export const readingKeys = [
	{
		id: 'read-down',
		context: 'reading',
		keys: ['j', 'down'],
		label: 'scroll',
		help: 'Scroll down',
		footer: 4.5,
		counterpart: 'read-up',
	},
	{
		id: 'read-up',
		context: 'reading',
		keys: ['k', 'up'],
		label: 'up',
		help: 'Scroll up',
	},
	{
		id: 'read-page-down',
		context: 'reading',
		keys: ['pgdn', 'ctrl-f', 'space'],
		label: 'page down',
		help: 'Scroll down a page',
	},
	{
		id: 'read-page-up',
		context: 'reading',
		keys: ['pgup', 'ctrl-b'],
		label: 'page up',
		help: 'Scroll up a page',
	},
	{
		id: 'read-first',
		context: 'reading',
		keys: ['g', 'home'],
		label: 'first',
		help: 'Scroll to the beginning',
	},
	{
		id: 'read-last',
		context: 'reading',
		keys: ['G', 'end'],
		label: 'last',
		help: 'Scroll to the end',
	},
] as const satisfies readonly Command[];
