import type {Command} from './command.js';

/** Which backends are listed, and in which order. */
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
		help: 'Sort the other way round',
	},
	{
		id: 'only-trouble',
		context: 'browse',
		keys: ['!'],
		label: 'only trouble',
		labelNow: ({order}) => order.isTroubleOnly ? 'all backends' : 'only trouble',
		help: 'List only the backends that something is wrong with, or all',
		footer: 2,
	},
] as const satisfies readonly Command[];
