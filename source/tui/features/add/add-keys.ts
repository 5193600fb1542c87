import type {Command} from '../../screen-command.js';

export const backendFormKeys = [
	{
		id: 'submit',
		context: 'add',
		keys: ['enter'],
		label: 'add',
		help: 'Add the backend',
		isChange: true,
		footer: 2,
	},
	{
		id: 'cancel',
		context: 'add',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the form without adding',
		footer: 1,
	},
] as const satisfies readonly Command[];
