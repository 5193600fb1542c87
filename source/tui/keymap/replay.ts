import type {Command} from './command.js';

/** Choosing the backend that gets a request once more. */
export const replayKeys = [
	{
		id: 'send-replay',
		context: 'replay',
		keys: ['enter', 'y'],
		label: 'send',
		help: 'Send the request to the backend that is shown',
		isChange: true,
		footer: 4,
	},
	{
		id: 'replay-next',
		context: 'replay',
		keys: ['right', 'down', 'j', 'tab'],
		label: 'next',
		labelNow: () => 'next backend',
		help: 'Choose the next backend',
		footer: 3,
	},
	{
		id: 'replay-previous',
		context: 'replay',
		keys: ['left', 'up', 'k', 'shift-tab'],
		label: 'previous backend',
		help: 'Choose the backend before',
	},
	{
		id: 'cancel-replay',
		context: 'replay',
		keys: ['esc', 'q', 'n'],
		label: 'cancel',
		help: 'Send nothing',
		footer: 3.5,
	},
] as const satisfies readonly Command[];
