import type {Command} from '../../screen-command.js';

export const replayKeys = [
	{
		id: 'send-replay',
		context: 'replay',
		keys: ['enter', 'y'],
		label: 'send',
		help: 'Replay the request to the backend shown',
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
		help: 'Choose the previous backend',
	},
	{
		id: 'cancel-replay',
		context: 'replay',
		keys: ['esc', 'q', 'n'],
		label: 'cancel',
		help: 'Cancel the replay',
		footer: 3.5,
	},
] as const satisfies readonly Command[];
