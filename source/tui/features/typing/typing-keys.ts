import type {Command} from '../../screen-command.js';

export const typingKeys = [
	{
		id: 'cursor-left',
		context: 'typing',
		keys: ['left', 'ctrl-b'],
		label: 'left',
		help: 'Move the cursor left',
	},
	{
		id: 'cursor-right',
		context: 'typing',
		keys: ['right', 'ctrl-f'],
		label: 'right',
		help: 'Move the cursor right',
	},
	{
		id: 'cursor-start',
		context: 'typing',
		keys: ['home', 'ctrl-a'],
		label: 'start',
		help: 'Move the cursor to the start',
	},
	{
		id: 'cursor-end',
		context: 'typing',
		keys: ['end', 'ctrl-e'],
		label: 'end',
		help: 'Move the cursor to the end',
	},
	{
		id: 'erase',
		context: 'typing',
		keys: ['backspace', 'ctrl-h'],
		label: 'erase',
		help: 'Erase the character before the cursor',
	},
	{
		id: 'erase-forward',
		context: 'typing',
		keys: ['delete', 'ctrl-d'],
		label: 'erase',
		help: 'Erase the character at the cursor',
	},
	{
		id: 'erase-word',
		context: 'typing',
		keys: ['ctrl-w'],
		label: 'erase word',
		help: 'Erase the word before the cursor',
	},
	{
		id: 'erase-to-start',
		context: 'typing',
		keys: ['ctrl-u'],
		label: 'erase all',
		help: 'Erase all before the cursor',
	},
] as const satisfies readonly Command[];
