import type {ScreenState} from '../../state/screen-state.js';
import type {Command} from '../../screen-command.js';

const isLive = ({mode}: ScreenState): boolean => mode.kind === 'settings' && mode.settings[mode.selected]?.isLive === true;

export const settingsKeys = [
	{
		id: 'settings',
		context: 'browse',
		keys: ['S'],
		label: 'settings',
		help: 'Show all settings, and change them at run time',
	},
	{
		id: 'change-setting',
		context: 'settings',
		keys: ['enter'],
		label: 'change',
		help: 'Change the selected setting',
		isChange: true,
		footer: 4,
	},
	{
		id: 'reset-setting',
		context: 'settings',
		keys: ['D'],
		label: 'default',
		help: 'Reset it to its default',
		isChange: true,
		footer: 3,
		applies: isLive,
	},
	{
		id: 'close-settings',
		context: 'settings',
		keys: ['esc', 'q', 'S'],
		label: 'back',
		help: 'Back to the lists',
		footer: 5,
	},
	{
		id: 'apply-setting',
		context: 'setting',
		keys: ['enter'],
		label: 'apply',
		help: 'Apply the value',
		isChange: true,
		footer: 4,
	},
	{
		id: 'next-choice',
		context: 'setting',
		keys: ['tab'],
		label: 'next',
		labelNow: () => 'next choice',
		help: 'Switch to the next allowed value',
		footer: 3,
		applies: ({mode}) => mode.kind === 'setting' && mode.settings[mode.selected]?.choices !== undefined,
	},
	{
		id: 'cancel-setting',
		context: 'setting',
		keys: ['esc'],
		label: 'cancel',
		help: 'Close the form without a change',
		footer: 3.5,
	},
] as const satisfies readonly Command[];
