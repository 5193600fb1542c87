import type {Command} from '../../screen-command.js';

export const orderKeys = [
	{
		id: 'sort',
		context: 'backends',
		keys: ['s'],
		label: 'sort',
		help: 'Sort the backends by a column, or group them by state',
		footer: 3,
	},
	{
		id: 'reverse',
		context: 'backends',
		keys: ['r'],
		label: 'reverse',
		help: 'Reverse the sort order',
	},
	{
		id: 'only-trouble',
		context: 'browse',
		keys: ['!'],
		label: 'only problems',
		labelNow: ({order}) => order.isProblemsOnly ? 'all backends' : 'only problems',
		help: 'List only the backends with problems, or all',
		footer: 2,
	},
	{
		id: 'find',
		context: 'backends',
		keys: ['f'],
		label: 'find',
		help: 'Search the backends by URL',
		footer: 1,
		applies: ({status}) => status.backends.length > 1,
	},
	{
		id: 'list-all',
		context: 'backends',
		keys: ['esc'],
		label: 'list all',
		help: 'List all backends again',
		footer: 6.5,
		applies: ({order}) => order.isProblemsOnly || order.search !== '',
	},
] as const satisfies readonly Command[];
