import type {LiveSetting} from '../../../model/live-setting.js';
import type {Layout} from '../../layout/layout.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {wrapWithin} from '../../text/wrap.js';
import type {Tone} from '../../look/theme.js';
import {fieldLine} from '../../modes/field-line.js';
import {formAdvice, formLines, type Room} from '../../modes/form-advice.js';
import {paneRule} from '../../layout/pane.js';
import type {SettingMode, SettingsMode} from './settings-mode.js';

const told = (text: string, tone: Tone, {columns, rows}: Room, {glyphs}: Look): Line[] =>
	wrapWithin(text, columns - 2, rows, glyphs).map(line => [segment(` ${line}`, tone)]);

const allowedText = ({allowed, choices}: LiveSetting): string => choices ? choices.join(', ') : allowed;

/** Whether the help lists the allowed values already. */
const tellsChoices = ({help, choices}: LiveSetting): boolean => choices?.every(choice => help.includes(choice)) ?? false;

/** The help and, if space is left, the allowed values. */
const settingLines = (setting: LiveSetting, allowed: string, room: Room, look: Look): Line[] => {
	const meaning = told(setting.help, 'strong', room, look);
	const rows = room.rows - meaning.length;
	return rows > 0 && allowed !== '' ? [...meaning, ...told(allowed, 'muted', {...room, rows}, look)] : meaning;
};

/** Help and allowed values of the selected setting. */
export const settingDetail = ({settings, selected}: SettingsMode, room: Room, look: Look): Line[] => {
	const setting = settings[selected];
	return setting ? settingLines(setting, tellsChoices(setting) ? '' : `Allowed: ${allowedText(setting)}`, room, look) : [];
};

const adviceLines = (mode: SettingMode, setting: LiveSetting, room: Room, look: Look): Line[] => formAdvice(mode, {
	pending: 'Applying',
	advice: settingLines(setting, tellsChoices(setting) ? 'Empty for the default' : `Allowed: ${allowedText(setting)}; empty for the default`, room, look),
}, room, look);

/** The form of a setting: its rows, the most important first if space is scarce. */
export const settingForm = (mode: SettingMode, {size: {columns}}: ScreenState, look: Look, layout: Layout): Line[] => {
	const setting = mode.settings[mode.selected];
	if (!setting) {
		return [];
	}

	const name = sanitize(setting.name, look.glyphs);
	const above = layout.tier === 'minimal'
		? [fieldLine(` ${name}  `, mode.field, columns, look)]
		: [paneRule({title: name, isFocused: true}, columns, look), fieldLine(' Value  ', mode.field, columns, look)];
	return formLines({above, advice: room => adviceLines(mode, setting, room, look)}, columns, layout);
};
