import type {Command} from '../../screen-command.js';

export const weightFormKeys = [
	{
		id: 'apply-weight',
		context: 'weight',
		keys: ['enter'],
		label: 'apply',
		help: 'Apply the weight',
		isChange: true,
		footer: 2,
	},
	{
		id: 'cancel-weight',
		context: 'weight',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the form without a change',
		footer: 1,
	},
] as const satisfies readonly Command[];
