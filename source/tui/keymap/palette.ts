import {isQuestion} from '../state/mode.js';
import type {Command} from './command.js';

/** Looking for a command by its name. */
export const paletteKeys = [
	{
		id: 'palette',
		context: 'screens',
		keys: [':', 'ctrl-p'],
		label: 'commands',
		help: 'Look for a command by its name',
		footer: 5,
		applies: ({mode}) => !isQuestion(mode),
	},
	{
		id: 'run-command',
		context: 'palette',
		keys: ['enter'],
		label: 'do it',
		help: 'Carry out the command that is marked',
		footer: 3,
	},
	{
		id: 'next-command',
		context: 'palette',
		keys: ['down', 'tab', 'ctrl-n'],
		label: 'next',
		help: 'Mark the next command',
		footer: 1,
	},
	{
		id: 'previous-command',
		context: 'palette',
		keys: ['up', 'shift-tab', 'ctrl-p'],
		label: 'previous',
		help: 'Mark the command before',
	},
	{
		id: 'close-palette',
		context: 'palette',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the list of commands',
		footer: 2,
	},
] as const satisfies readonly Command[];
