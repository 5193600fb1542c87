import type {Command} from './command.js';

/** Off until it is asked for: while it is on, a terminal no longer selects text with it. */
export const mouseKeys = [
	{
		id: 'mouse',
		context: 'browse',
		keys: ['m'],
		label: 'mouse',
		help: 'Turn the mouse on or off: click selects, wheel scrolls',
	},
] as const satisfies readonly Command[];
