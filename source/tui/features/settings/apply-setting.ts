import type {LiveSetting, SettingValue} from '../../../model/live-setting.js';
import type {Told} from '../../notices/event-notice.js';
import type {Session} from '../../state/screen-state.js';
import {messageOf} from '../../text/message-of.js';
import {rememberedWords} from '../../text/remembered.js';
import {settingText} from './setting-text.js';

/** Parses a typed value: JSON for objects, lists, numbers and booleans, else the text itself. */
export const settingValueOf = (text: string, {value, choices}: LiveSetting): SettingValue => {
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

/** The result of a change. */
export const settingDone = ({name}: LiveSetting, settings: readonly LiveSetting[]): Told => {
	const changed = settings.find(setting => setting.name === name);
	return {text: `${name} is ${changed ? settingText(changed.value) : 'changed'}${rememberedWords(name, settings)}`, tone: 'good'};
};

/** Changes a setting and reports the outcome. */
export const applySetting = async (session: Session, setting: LiveSetting, text: string): Promise<void> => {
	try {
		const settings = await session.control.updateSettings({[setting.name]: settingValueOf(text, setting)});
		const done = settingDone(setting, settings);
		session.notify(done.text, done.tone);
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}

	session.refresh();
};
