import type {LiveSetting} from '../../model/live-setting.js';
import type {Layout} from '../layout/layout.js';
import {segment, type Line} from '../layout/line.js';
import type {Look} from '../look.js';
import type {ScreenState} from '../state/screen-state.js';
import type {SettingMode, SettingsMode} from '../state/settings-mode.js';
import {sanitize} from '../text/sanitize.js';
import {fieldLine, refusalLine} from './field-line.js';
import {formAdvice} from './form-advice.js';
import {paneRule} from './pane.js';

const allowedText = ({allowed, choices}: LiveSetting): string => choices ? choices.join(', ') : allowed;

/** What the selected setting means and what it may be. */
export const settingDetail = ({settings, selected}: SettingsMode, {glyphs}: Look): Line => {
	const setting = settings[selected];
	return setting ? [segment(` ${sanitize(setting.help, glyphs)}`, 'strong'), segment(`  ${glyphs.dot}  ${sanitize(allowedText(setting), glyphs)}`, 'muted')] : [];
};

const adviceLine = (mode: SettingMode, setting: LiveSetting, look: Look): Line =>
	formAdvice(mode, {pending: 'Applying', advice: [segment(` Allowed: ${sanitize(allowedText(setting), look.glyphs)}; empty for the default`, 'muted')]}, look);

/** The form that changes a setting: its rows, the most important first where there is no room for all. */
export const settingForm = (mode: SettingMode, {size: {columns}}: ScreenState, look: Look, {tier}: Layout): Line[] => {
	const setting = mode.settings[mode.selected];
	return setting
		? [
			...(tier === 'minimal' ? [] : [paneRule({title: sanitize(setting.help, look.glyphs), isFocused: true}, columns, look)]),
			fieldLine(` ${setting.name}  `, mode.field, columns, look),
			refusalLine(mode.field) ?? adviceLine(mode, setting, look),
		]
		: [];
};
