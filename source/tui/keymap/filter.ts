import type {Command} from './command.js';

/** Typing a filter of the requests. */
export const filterKeys = [
	{
		id: 'keep-filter',
		context: 'filter',
		keys: ['enter'],
		label: 'keep',
		help: 'Keep the filter and go to the requests; an empty one shows all',
		footer: 4,
	},
	{
		id: 'complete',
		context: 'filter',
		keys: ['tab'],
		label: 'complete',
		help: 'Take the completion that is marked',
		footer: 3,
	},
	{
		id: 'next-completion',
		context: 'filter',
		keys: ['down', 'ctrl-n'],
		label: 'next',
		help: 'Mark the next completion',
		footer: 1,
	},
	{
		id: 'previous-completion',
		context: 'filter',
		keys: ['up', 'shift-tab', 'ctrl-p'],
		label: 'previous',
		help: 'Mark the completion before',
	},
	{
		id: 'drop-filter',
		context: 'filter',
		keys: ['esc'],
		label: 'cancel',
		help: 'Go back to what was shown before',
		footer: 2,
	},
] as const satisfies readonly Command[];
