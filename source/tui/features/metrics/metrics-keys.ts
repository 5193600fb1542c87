import type {Command} from '../../screen-command.js';

export const metricsKeys = [
	{
		id: 'metrics',
		context: 'browse',
		keys: ['M'],
		label: 'metrics',
		help: 'Chart requests, latency and errors of the last minutes',
		needs: 'history',
	},
	{
		id: 'metrics-next',
		context: 'metrics',
		keys: ['tab', 'right'],
		label: 'next backend',
		help: 'Chart the next backend; after the last, all together',
		footer: 3,
	},
	{
		id: 'metrics-previous',
		context: 'metrics',
		keys: ['shift-tab', 'left'],
		label: 'previous backend',
		help: 'Chart the previous backend',
	},
	{
		id: 'close-metrics',
		context: 'metrics',
		keys: ['esc', 'q', 'M', 'enter'],
		label: 'back',
		help: 'Back to the lists',
		footer: 4,
	},
] as const satisfies readonly Command[];
