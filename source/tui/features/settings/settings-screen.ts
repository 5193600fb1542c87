import type {LiveSetting} from '../../../model/live-setting.js';
import {widest, type Column} from '../../layout/columns.js';
import {segment} from '../../layout/line.js';
import {tablePane} from '../../layout/table-pane.js';
import {nothing} from '../../layout/text-pane.js';
import type {Look} from '../../look/look.js';
import type {ModeScreen} from '../../state/screen-state.js';
import {sanitize} from '../../text/sanitize.js';
import {settingsMode, settingMode} from './settings-mode.js';
import {settingText} from './setting-text.js';

/** On smaller screens the foot alone shows a setting's help. */
const meaningFrom = 110;

const appliesWhen = ({isLive, fixedBecause}: LiveSetting): string => {
	if (fixedBecause !== undefined) {
		return 'fixed';
	}

	return isLive ? '' : 'at restart';
};

const columnsOf = (settings: readonly LiveSetting[], columns: number, {glyphs}: Look): Array<Column<LiveSetting>> => {
	const valueOf = ({value}: LiveSetting): string => sanitize(settingText(value), glyphs);
	const sourceOf = ({source}: LiveSetting): string => sanitize(source, glyphs);
	const boundsOf = (textOf: (setting: LiveSetting) => string, least: number, most: number) => ({min: least, max: widest(settings.map(setting => textOf(setting)), least, most)});
	const meaning: Column<LiveSetting> = {id: 'help', title: 'MEANING', min: 20, max: 120, growth: 4, priority: 4, cell: ({help}) => segment(sanitize(help, glyphs), 'muted')};
	return [
		{id: 'name', title: 'SETTING', ...boundsOf(({name}) => name, 16, 26), growth: 1, priority: 9, cell: ({name}) => segment(sanitize(name, glyphs))},
		{id: 'value', title: 'VALUE', ...boundsOf(valueOf, 12, 30), growth: 2, priority: 10, cell: setting => segment(valueOf(setting), setting.value === null ? 'muted' : 'strong')},
		{id: 'source', title: 'FROM', ...boundsOf(sourceOf, 8, 30), growth: 3, priority: 5, cell: setting => segment(sourceOf(setting), setting.source === 'default' ? 'muted' : 'info')},
		{id: 'live', title: 'APPLIES', min: 10, priority: 6, cell: setting => segment(appliesWhen(setting), 'muted')},
		...(columns < meaningFrom ? [] : [meaning]),
	];
};

/** All settings with their values and where these come from. */
export const settingsScreen: ModeScreen = {
	draw({mode, size}, look, layout) {
		if (!settingsMode.is(mode) && !settingMode.is(mode)) {
			return nothing;
		}

		const {settings, selected} = mode;
		return tablePane({title: 'Settings', columns: columnsOf(settings, size.columns, look), rows: settings, selected, isFocused: settingsMode.is(mode)}, size, layout, look);
	},
};
