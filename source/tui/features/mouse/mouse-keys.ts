import type {Command} from '../../screen-command.js';

/** Off by default: mouse reporting prevents the terminal's own selection. */
export const mouseKeys = [
	{
		id: 'mouse',
		context: 'browse',
		keys: ['m'],
		label: 'mouse',
		help: 'Turn the mouse on or off: click selects, wheel scrolls',
	},
] as const satisfies readonly Command[];
