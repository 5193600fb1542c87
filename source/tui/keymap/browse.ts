import type {Command} from './command.js';

/** What works in either list. */
export const browseKeys = [
	{
		id: 'add',
		context: 'browse',
		keys: ['a'],
		label: 'add',
		help: 'Add a backend',
		isChange: true,
		footer: 7,
	},
	{
		id: 'undo',
		context: 'browse',
		keys: ['u'],
		label: 'undo',
		help: 'Undo the last change of pool or policy, then the one before',
		isChange: true,
	},
	{
		id: 'policy',
		context: 'browse',
		keys: ['b'],
		label: 'policy',
		help: 'Choose backends by the next balancing policy',
		isChange: true,
	},
	{
		id: 'pause',
		context: 'browse',
		keys: ['p'],
		label: 'pause/follow',
		labelNow: ({view}) => view.kind === 'paused' ? 'follow' : 'pause',
		help: 'Pause the request log, or follow it again',
		footer: 3,
		applies: ({log}) => log.rows.length > 0,
	},
	{
		id: 'switch-pane',
		context: 'browse',
		keys: ['tab', 'shift-tab'],
		label: 'switch',
		help: 'Switch between backends and requests',
		footer: 2,
	},
	{
		id: 'quit',
		context: 'browse',
		keys: ['q'],
		label: 'quit',
		labelNow: ({attachedTo}) => attachedTo === undefined ? 'quit' : 'detach',
		help: 'Quit: requests in flight end first; attached: only detach',
		footer: 8,
		applies: ({isLeaving}) => !isLeaving,
	},
] as const satisfies readonly Command[];
