import type {LiveSetting} from '../../../model/live-setting.js';
import type {Layout} from '../../layout/layout.js';
import {fitLine, segment, space, type Line} from '../../layout/line.js';
import {
	placeColumns,
	tableRow,
	titleRow,
	widest,
	type Column,
} from '../../layout/columns.js';
import type {Look} from '../../look/look.js';
import {markRow, paneRule, positionOf, rowMargin} from '../../layout/pane.js';
import type {ModeScreen, ScreenState, Size} from '../../state/screen-state.js';
import {scrollTop} from '../../state/scroll.js';
import {sanitize} from '../../text/sanitize.js';
import {settingsMode, settingMode, type SettingMode, type SettingsMode} from './settings-mode.js';
import {settingText} from './setting-text.js';

/** Rows for the list. */
export const settingsRows = ({rows}: Size, {header, paneTop, bottom}: Layout): number => Math.max(1, rows - header - paneTop - bottom);

const settingsTop = ({settings, selected}: SettingsMode | SettingMode, visible: number): number =>
	scrollTop(selected - Math.floor(visible / 2), selected, visible, settings.length);

/** Index of the setting in this row of the screen. */
export const settingAt = (mode: SettingsMode, {size}: ScreenState, layout: Layout, row: number): number | undefined => {
	const visible = settingsRows(size, layout);
	const offset = row - layout.header - layout.paneTop;
	const index = settingsTop(mode, visible) + offset;
	return offset >= 0 && offset < visible && index < mode.settings.length ? index : undefined;
};

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

const settingsLines = (state: ScreenState, look: Look, layout: Layout): Line[] => {
	const {mode, size} = state;
	if (!settingsMode.is(mode) && !settingMode.is(mode)) {
		return [];
	}

	const {settings, selected} = mode;
	const visible = settingsRows(size, layout);
	const top = settingsTop(mode, visible);
	const {ellipsis} = look.glyphs;
	const room = Math.max(0, size.columns - rowMargin);
	const columns = placeColumns(columnsOf(settings, size.columns, look), room, 2);
	const rows = settings.slice(top, top + visible).map((setting, offset) =>
		markRow(fitLine(tableRow(setting, columns, 2, ellipsis), room, ellipsis), {isSelected: top + offset === selected, isFocused: settingsMode.is(mode)}, look));
	const rule = paneRule({title: 'Settings', isFocused: true, position: positionOf(top, visible, settings.length, look)}, size.columns, look);
	const titles: Line = [space(rowMargin), ...titleRow(columns, 2, ellipsis)];
	return [...[rule, titles].slice(0, layout.paneTop), ...rows];
};

/** All settings with their values and where these come from. */
export const settingsScreen: ModeScreen = {
	draw: (state, look, layout) => ({lines: settingsLines(state, look, layout), isLong: false}),
};
