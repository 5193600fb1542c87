import type {Command} from '../../screen-command.js';

export const detailsKeys = [
	{
		id: 'close-details',
		context: 'details',
		keys: ['esc', 'q', 'enter'],
		label: 'back',
		help: 'Back to the lists',
		footer: 9,
	},
	{
		id: 'details-next',
		context: 'details',
		keys: ['n', 'right'],
		label: 'next',
		help: 'Show the next backend',
		footer: 7,
	},
	{
		id: 'details-previous',
		context: 'details',
		keys: ['p', 'left'],
		label: 'previous',
		help: 'Show the previous backend',
		footer: 3,
	},
	{
		id: 'details-metrics',
		context: 'details',
		keys: ['M'],
		label: 'charts',
		help: 'Chart its requests, latency and errors of the last minutes',
		footer: 2,
		needs: 'history',
	},
] as const satisfies readonly Command[];
