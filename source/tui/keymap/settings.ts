import type {ScreenState} from '../state/screen-state.js';
import type {Command} from './command.js';

const isLive = ({mode}: ScreenState): boolean => mode.kind === 'settings' && mode.settings[mode.selected]?.isLive === true;

/** The settings, and how to get there from the lists. */
export const settingsKeys = [
	{
		id: 'settings',
		context: 'browse',
		keys: ['S'],
		label: 'settings',
		help: 'Show all settings, and change them while it runs',
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
		help: 'Give it its default value again',
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
		help: 'Apply the value that was typed',
		isChange: true,
		footer: 4,
	},
	{
		id: 'next-choice',
		context: 'setting',
		keys: ['tab'],
		label: 'next',
		labelNow: () => 'next choice',
		help: 'The next of the values that are allowed',
		footer: 3,
		applies: ({mode}) => mode.kind === 'setting' && mode.settings[mode.selected]?.choices !== undefined,
	},
	{
		id: 'cancel-setting',
		context: 'setting',
		keys: ['esc'],
		label: 'cancel',
		help: 'Leave the setting as it is',
		footer: 3.5,
	},
] as const satisfies readonly Command[];
