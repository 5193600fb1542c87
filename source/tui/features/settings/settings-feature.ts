import type {LiveSetting, SettingValue} from '../../../model/live-setting.js';
import type {Told} from '../../event-notice.js';
import {layOut} from '../../layout/layout.js';
import {settingsRows} from '../../screens/settings-screen.js';
import type {Session} from '../../session.js';
import {browse, changeBeneath} from '../../state/mode.js';
import {clampIndex} from '../../state/scroll.js';
import {textField} from '../../state/text-field.js';
import {rememberedWords} from '../../text/remembered.js';
import {settingText, typedSetting} from '../../text/setting-text.js';
import {sendOff, whileTyping} from '../../modes/form.js';
import {messageOf} from '../pool/change-pool.js';
import type {ReadableText} from '../../modes/readable-text.js';
import type {RunsOf} from '../../run.js';
import {textEntry} from '../../modes/text-entry.js';
import type {settingsKeys} from './settings-keys.js';

/** Parses a typed value: JSON for objects, lists, numbers and booleans, else the text itself. */
const valueOf = (text: string, {value, choices}: LiveSetting): SettingValue => {
	if (text === '') {
		return null;
	}

	const isText = choices ? choices.every(choice => typeof choice === 'string') && typeof value === 'string' : typeof value === 'string';
	if (isText) {
		return text;
	}

	try {
		return JSON.parse(text) as SettingValue;
	} catch {
		return text;
	}
};

const selectedSetting = ({state: {mode}}: Session): LiveSetting | undefined =>
	mode.kind === 'settings' || mode.kind === 'setting' ? mode.settings[mode.selected] : undefined;

const toldOf = ({name}: LiveSetting, settings: readonly LiveSetting[]): Told => {
	const changed = settings.find(setting => setting.name === name);
	return {text: `${name} is ${changed ? settingText(changed.value) : 'changed'}${rememberedWords(name, settings)}`, tone: 'good'};
};

const reset = async (session: Session, setting: LiveSetting): Promise<void> => {
	try {
		const settings = await session.control.updateSettings({[setting.name]: null});
		session.change({mode: changeBeneath(session.state.mode, mode => mode.kind === 'settings' || mode.kind === 'setting' ? {...mode, settings} : mode)});
		const {text, tone} = toldOf(setting, settings);
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
	if (mode.kind !== 'settings' || !setting) {
		return;
	}

	if (setting.isLive) {
		const field = textField(typedSetting(setting.value));
		session.change({mode: {kind: 'setting', settings: mode.settings, selected: mode.selected, field, isPending: false}});
	} else {
		explainFixed(session, setting);
	}
};

export const settingsRuns: RunsOf<typeof settingsKeys> = {
	settings(session) {
		const settings = session.control.settings();
		session.change({mode: {kind: 'settings', settings, selected: Math.max(0, settings.findIndex(({isLive}) => isLive))}});
	},
	'change-setting': openSetting,
	'reset-setting'(session) {
		const setting = selectedSetting(session);
		if (setting?.isLive === true) {
			void reset(session, setting);
		} else if (setting) {
			explainFixed(session, setting);
		}
	},
	'close-settings'(session) {
		session.change({mode: browse});
	},
	'apply-setting'(session) {
		whileTyping(session, 'setting', mode => {
			const {selected} = mode;
			const setting = mode.settings[selected];
			if (setting) {
				void sendOff(session, mode, {
					command: session.control.updateSettings({[setting.name]: valueOf(mode.field.text, setting)}),
					close: settings => ({mode: {kind: 'settings', settings, selected}}),
					done: settings => toldOf(setting, settings),
				});
			}
		});
	},
	'next-choice'(session) {
		whileTyping(session, 'setting', ({problem: _solved, ...mode}) => {
			const choices = mode.settings[mode.selected]?.choices ?? [];
			const choice = choices[(choices.indexOf(mode.field.text) + 1) % Math.max(1, choices.length)];
			if (choice !== undefined) {
				session.change({mode: {...mode, field: textField(choice)}});
			}
		});
	},
	'cancel-setting'(session) {
		const {mode} = session.state;
		if (mode.kind === 'setting') {
			session.change({mode: {kind: 'settings', settings: mode.settings, selected: mode.selected}});
		}
	},
};

export const settingEntry = textEntry((session, change) => {
	whileTyping(session, 'setting', ({problem: _solved, ...mode}) => {
		session.change({mode: {...mode, field: change(mode.field)}});
	});
});

/** Scrolling moves the selection. */
export const settingsReading: ReadableText = {
	extentOf(state) {
		const {mode, size} = state;
		return mode.kind === 'settings' ? {top: mode.selected, length: mode.settings.length + settingsRows(size, layOut(state)) - 1, visible: settingsRows(size, layOut(state))} : undefined;
	},
	scrollTo(session, selected) {
		const {mode} = session.state;
		if (mode.kind === 'settings') {
			session.change({mode: {...mode, selected: clampIndex(selected, mode.settings.length)}});
		}
	},
};
