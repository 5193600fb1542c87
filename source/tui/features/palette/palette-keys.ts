import {isQuestion} from '../../state/mode.js';
import type {Command} from '../../screen-command.js';

export const paletteKeys = [
	{
		id: 'palette',
		context: 'screens',
		keys: [':', 'ctrl-p'],
		label: 'commands',
		help: 'Search the commands by name',
		footer: 5,
		applies: ({mode}) => !isQuestion(mode),
	},
	{
		id: 'run-command',
		context: 'palette',
		keys: ['enter'],
		label: 'run',
		help: 'Run the selected command',
		footer: 3,
	},
	{
		id: 'next-command',
		context: 'palette',
		keys: ['down', 'tab', 'ctrl-n'],
		label: 'next',
		help: 'Select the next command',
		footer: 1,
	},
	{
		id: 'previous-command',
		context: 'palette',
		keys: ['up', 'shift-tab', 'ctrl-p'],
		label: 'previous',
		help: 'Select the previous command',
	},
	{
		id: 'close-palette',
		context: 'palette',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the command palette',
		footer: 2,
	},
] as const satisfies readonly Command[];
