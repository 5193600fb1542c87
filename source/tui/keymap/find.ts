import type {Command} from './command.js';

/** Typing what backends are looked for. */
export const findKeys = [
	{
		id: 'keep-found',
		context: 'find',
		keys: ['enter'],
		label: 'keep',
		help: 'Keep to the backends that were found; nothing typed lists all',
		footer: 2,
	},
	{
		id: 'drop-found',
		context: 'find',
		keys: ['esc'],
		label: 'cancel',
		help: 'Go back to what was listed before',
		footer: 1,
	},
] as const satisfies readonly Command[];
