import type {Command} from '../../screen-command.js';

export const filterKeys = [
	{
		id: 'keep-filter',
		context: 'filter',
		keys: ['enter'],
		label: 'keep',
		help: 'Apply the filter; an empty one shows all requests',
		footer: 4,
	},
	{
		id: 'complete',
		context: 'filter',
		keys: ['tab'],
		label: 'complete',
		help: 'Accept the selected completion',
		footer: 3,
	},
	{
		id: 'next-completion',
		context: 'filter',
		keys: ['down', 'ctrl-n'],
		label: 'next',
		help: 'Select the next completion',
		footer: 1,
	},
	{
		id: 'previous-completion',
		context: 'filter',
		keys: ['up', 'shift-tab', 'ctrl-p'],
		label: 'previous',
		help: 'Select the previous completion',
	},
	{
		id: 'drop-filter',
		context: 'filter',
		keys: ['esc'],
		label: 'cancel',
		help: 'Cancel and restore the previous filter',
		footer: 2,
	},
] as const satisfies readonly Command[];
