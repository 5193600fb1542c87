import type {Command} from '../../screen-command.js';

export const helpKeys = [
	{
		id: 'help',
		context: 'screens',
		keys: ['?'],
		label: 'help',
		help: 'Show all keys, those of this screen first',
		footer: 9,
	},
	{
		id: 'close-help',
		context: 'help',
		keys: ['esc', '?', 'q', 'enter'],
		label: 'close',
		help: 'Close the help',
		footer: 2,
	},
] as const satisfies readonly Command[];
