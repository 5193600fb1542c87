import type {Command} from '../../screen-command.js';
import {canCut} from './confirm-mode.js';

export const confirmKeys = [
	{
		id: 'yes',
		context: 'confirm',
		keys: ['y', 'Y'],
		label: 'yes',
		help: 'Confirm',
		isChange: true,
		footer: 4,
	},
	{
		id: 'cut',
		context: 'confirm',
		keys: ['c', 'C'],
		label: 'cut off',
		help: 'Remove a busy backend at once and cut off its requests',
		isChange: true,
		footer: 2,
		applies: ({mode}) => mode.kind === 'confirm' && canCut(mode.pending),
	},
	{
		id: 'no',
		context: 'confirm',
		keys: ['n', 'N', 'esc', 'q'],
		label: 'no',
		help: 'Cancel',
		footer: 3,
	},
] as const satisfies readonly Command[];
