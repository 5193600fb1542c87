import type {Command} from './command.js';

/** The form that changes a backend's weight. */
export const weightFormKeys = [
	{
		id: 'apply-weight',
		context: 'weight',
		keys: ['enter'],
		label: 'apply',
		help: 'Give the backend the weight that was typed',
		isChange: true,
		footer: 2,
	},
	{
		id: 'cancel-weight',
		context: 'weight',
		keys: ['esc'],
		label: 'cancel',
		help: 'Leave the weight as it is',
		footer: 1,
	},
] as const satisfies readonly Command[];
