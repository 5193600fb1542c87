import type {LiveSetting} from '../../../model/live-setting.js';
import {contexts, type Context} from '../../input/contexts.js';
import {toLists} from '../../modes/to-lists.js';
import {prompt} from '../../modes/prompt.js';
import type {Feature, Session, ScreenState} from '../../state/screen-state.js';
import {changeBeneath} from '../../state/mode.js';
import {textField} from '../../state/text-field.js';
import {sendOff, whileTyping, changeForm} from '../../modes/form.js';
import {messageOf} from '../../text/message-of.js';
import {clickTable, selectionText, type Table} from '../../modes/table-selection.js';
import {textEntry} from '../../modes/text-entry.js';
import type {Look} from '../../look/look.js';
import type {Layout} from '../../layout/layout.js';
import type {Line} from '../../layout/line.js';
import {noticeOr} from '../../components/bottom/prompt-lines.js';
import {settingForm, settingDetail} from './setting-form.js';
import {settingText, typedSetting, optionName} from './setting-text.js';
import {settingsScreen} from './settings-screen.js';
import {settingsMode, settingMode, type SettingsMode} from './settings-mode.js';
import {settingDone, settingValueOf} from './apply-setting.js';

const selectedSetting = ({state: {mode}}: Session): LiveSetting | undefined =>
	settingsMode.is(mode) || settingMode.is(mode) ? mode.settings[mode.selected] : undefined;

const reset = async (session: Session, setting: LiveSetting): Promise<void> => {
	try {
		const settings = await session.control.updateSettings({[setting.name]: null});
		session.change({mode: changeBeneath(session.state.mode, mode => settingsMode.is(mode) || settingMode.is(mode) ? {...mode, settings} : mode)});
		const {text, tone} = settingDone(setting, settings);
		session.notify(text, tone);
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}

	session.refresh();
};

const explainFixed = (session: Session, {name, fixedBecause}: LiveSetting): void => {
	session.notify(fixedBecause ?? `${name} takes effect at startup only; set it on the command line or in the config file`, 'warn');
};

const openSetting = (session: Session): void => {
	const {mode} = session.state;
	const setting = selectedSetting(session);
	if (!settingsMode.is(mode) || !setting) {
		return;
	}

	if (setting.isLive) {
		const field = textField(typedSetting(setting.value));
		session.change({mode: settingMode.of({settings: mode.settings, selected: mode.selected, field, isPending: false})});
	} else {
		explainFixed(session, setting);
	}
};

const entry = textEntry((session, change) => {
	whileTyping(session, settingMode, mode => {
		changeForm(session, mode, {field: change(mode.field)});
	});
});

const table: Table<SettingsMode> = {
	kind: settingsMode,
	wordsOf: ({settings}) => settings.map(({name, value, source, help}) => [name, optionName(name), settingText(value), source, help].join(' ')),
};

/** Help and allowed values of the selected setting, or a notice. */
const settingBottom = (state: ScreenState, look: Look, layout: Layout): readonly Line[] =>
	settingsMode.is(state.mode) ? noticeOr(settingDetail(state.mode, {columns: state.size.columns, rows: layout.bottom - 1}, look), state, look, layout) : [];

const hasLive = ({mode}: ScreenState): boolean => settingsMode.is(mode) && mode.settings[mode.selected]?.isLive === true;

const context: Context = {id: 'settings', title: 'Settings', place: 'in the settings'};
const formContext: Context = {id: 'setting', title: 'Change a setting', place: 'when changing a setting'};

export const settingsFeature: Feature = {
	commands: [
		{
			id: 'settings',
			context: contexts.browse,
			keys: ['S'],
			label: 'settings',
			help: 'Show all settings, and change them at run time',
			run(session) {
				const settings = session.control.settings();
				session.change({mode: settingsMode.of({settings, selected: Math.max(0, settings.findIndex(({isLive}) => isLive))})});
			},
		},
		{
			id: 'change-setting',
			context,
			keys: ['enter'],
			label: 'change',
			help: 'Change the selected setting',
			isChange: true,
			footer: 'usually',
			run: openSetting,
		},
		{
			id: 'reset-setting',
			context,
			keys: ['D'],
			label: 'default',
			help: 'Reset it to its default',
			isChange: true,
			footer: 'often',
			applies: hasLive,
			run(session) {
				const setting = selectedSetting(session);
				if (setting?.isLive === true) {
					void reset(session, setting);
				} else if (setting) {
					explainFixed(session, setting);
				}
			},
		},
		toLists({id: 'close-settings', context, keys: ['esc', 'q', 'S']}),
		{
			id: 'apply-setting',
			context: formContext,
			keys: ['enter'],
			label: 'apply',
			help: 'Apply the value',
			isChange: true,
			footer: 'always',
			run(session) {
				whileTyping(session, settingMode, mode => {
					const {selected} = mode;
					const setting = mode.settings[selected];
					if (setting) {
						void sendOff(session, mode, {
							command: session.control.updateSettings({[setting.name]: settingValueOf(mode.field.text, setting)}),
							close: settings => ({mode: settingsMode.of({settings, selected})}),
							done: settings => settingDone(setting, settings),
						});
					}
				});
			},
		},
		{
			id: 'next-choice',
			context: formContext,
			keys: ['tab'],
			label: 'next',
			labelNow: () => 'next choice',
			help: 'Switch to the next allowed value',
			footer: 'often',
			applies: ({mode}) => settingMode.is(mode) && mode.settings[mode.selected]?.choices !== undefined,
			run(session) {
				whileTyping(session, settingMode, mode => {
					const choices = mode.settings[mode.selected]?.choices ?? [];
					const choice = choices[(choices.indexOf(mode.field.text) + 1) % Math.max(1, choices.length)];
					if (choice !== undefined) {
						changeForm(session, mode, {field: textField(choice)});
					}
				});
			},
		},
		{
			id: 'cancel-setting',
			context: formContext,
			keys: ['esc'],
			label: 'cancel',
			help: 'Close the form without a change',
			footer: 'always',
			run(session) {
				const {mode} = session.state;
				if (settingMode.is(mode)) {
					session.change({mode: settingsMode.of({settings: mode.settings, selected: mode.selected})});
				}
			},
		},
	],
	modes: {
		settings: {
			contexts: [context, contexts.reading, contexts.screens, contexts.anywhere],
			text: selectionText(table),
			click: clickTable(table),
			bottom: {
				rows: () => 4,
				lines: settingBottom,
			},
			screen: settingsScreen,
		},
		setting: {contexts: [formContext, contexts.typing, contexts.anywhere], entry, bottom: prompt(settingMode, [6, 6], settingForm), screen: settingsScreen},
	},
};
