import type {Command} from './command.js';

/** The help screen. */
export const helpKeys = [
	{
		id: 'close-help',
		context: 'help',
		keys: ['esc', '?', 'q', 'enter'],
		label: 'close',
		help: 'Close the help',
		footer: 2,
	},
	{
		id: 'help-up',
		context: 'help',
		keys: ['k', 'up', 'pgup'],
		label: 'up',
		help: 'Scroll up',
		footer: 1,
	},
	{
		id: 'help-down',
		context: 'help',
		keys: ['j', 'down', 'pgdn', 'space'],
		label: 'down',
		help: 'Scroll down',
		footer: 1,
	},
] as const satisfies readonly Command[];
