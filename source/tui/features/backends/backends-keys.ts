import type {AdminState} from '../../../model/backend.js';
import {currentBackend} from '../../state/backends-list.js';
import type {ScreenState} from '../../state/screen-state.js';
import type {Command} from '../../screen-command.js';

const hasBackend = (state: ScreenState): boolean => currentBackend(state) !== undefined;

const drainLabels: Readonly<Record<AdminState, string>> = {active: 'drain', draining: 'undrain', disabled: 'enable'};

/** Commands on the selected or open backend. */
export const backendsKeys = [
	{
		id: 'details',
		context: 'backends',
		keys: ['enter'],
		label: 'details',
		help: 'Show the selected backend: state, traffic, health checks',
		footer: 3.5,
		applies: hasBackend,
	},
	{
		id: 'mark-backend',
		context: 'backends',
		keys: ['space'],
		label: 'mark',
		help: 'Mark or unmark the selected backend',
		footer: 2,
		applies: hasBackend,
	},
	{
		id: 'clear-backend-marks',
		context: 'backends',
		keys: ['U'],
		label: 'unmark all',
		help: 'Unmark all backends',
		footer: 1,
		applies: ({markedBackends}) => markedBackends.size > 0,
	},
	{
		id: 'toggle',
		context: 'backend',
		keys: ['o'],
		label: 'enable/disable',
		labelNow: state => currentBackend(state)?.state === 'disabled' ? 'enable' : 'disable',
		help: 'Enable it, or disable it after confirmation',
		isChange: true,
		footer: 6,
		applies: hasBackend,
	},
	{
		id: 'drain',
		context: 'backend',
		keys: ['d'],
		label: 'drain/undrain',
		labelNow: state => drainLabels[currentBackend(state)?.state ?? 'active'],
		help: 'Drain it: no new requests, OFF once idle; again to undo',
		isChange: true,
		footer: 5.5,
		applies: hasBackend,
	},
	{
		id: 'remove',
		context: 'backend',
		keys: ['x'],
		label: 'remove',
		help: 'Remove it, after confirmation; a busy one drains first',
		isChange: true,
		footer: 4,
		applies: hasBackend,
	},
	{
		id: 'weight',
		context: 'backend',
		keys: ['w'],
		label: 'weight',
		help: 'Change its weight: its share relative to the others',
		isChange: true,
		footer: 1,
		applies: hasBackend,
	},
] as const satisfies readonly Command[];
