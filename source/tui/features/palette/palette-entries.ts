import type {LiveSetting} from '../../../model/live-setting.js';
import {contextsAround, offeredCommands} from '../../input/bindings.js';
import {runCommand} from '../../input/run-command.js';
import type {Command, ScreenState, Session} from '../../state/screen-state.js';
import {fuzzyScore, hasWords} from '../../text/fuzzy.js';
import {optionName} from '../settings/setting-text.js';
import {applySetting} from '../settings/apply-setting.js';
import type {PaletteMode} from './palette-mode.js';

/** A line of the palette. */
export type PaletteEntry = {
	readonly name: string;
	/** Other names that it is found by. */
	readonly aliases: readonly string[];
	readonly help: string;
	readonly key?: string;
	readonly isChange: boolean;
	/** What the input becomes when it is completed. */
	readonly completed: string;
	/** Absent while an argument has to be typed first. */
	readonly run?: (session: Session) => void;
};

/** What an argument may follow. */
type Target = Pick<PaletteEntry, 'name' | 'aliases' | 'isChange'> & {
	readonly argument: NonNullable<Command['argument']>;
};

/** The commands of the previous mode: those without effects first, so that an accidental key does no harm, then those of the current screen. */
const applicableCommands = (state: ScreenState, {back}: PaletteMode): readonly Command[] => {
	const behind: ScreenState = {...state, mode: back};
	const around = contextsAround(behind);
	const rankOf = ({isChange, context}: Command): number => (isChange ? around.length : 0) + around.indexOf(context);
	return offeredCommands(state)
		.filter(({id, context, applies}) => id !== 'palette' && around.includes(context) && (applies?.(behind) ?? true))
		.toSorted((first, second) => rankOf(first) - rankOf(second));
};

const commandEntry = (command: Command, state: ScreenState, {back}: PaletteMode): PaletteEntry => {
	const {id, label, labelNow, help, keys, isChange = false, argument} = command;
	const name = labelNow?.({...state, mode: back}) ?? label;
	return {
		name,
		aliases: [label, id],
		help,
		key: keys[0],
		isChange,
		completed: argument ? `${id} ` : name,
		run(session) {
			runCommand(command, session);
		},
	};
};

const settingArgument = (setting: LiveSetting): Target['argument'] => ({
	allowed: setting.allowed,
	offers: () => setting.choices ?? [],
	run(session, text) {
		void applySetting(session, setting, text);
	},
});

/** Settings that can be changed, unless the screen is read-only. */
const changeableSettings = ({isReadOnly}: ScreenState, {settings}: PaletteMode): readonly LiveSetting[] => isReadOnly ? [] : settings.filter(({isLive}) => isLive);

const settingEntry = ({name, help}: LiveSetting): PaletteEntry =>
	({name: optionName(name), aliases: [name], help, isChange: true, completed: `${optionName(name)} `});

/** Below the score of any name. */
const leastScore = -1e6;

/** Of two equal matches the shorter name is the likelier. */
const nameScore = (text: string, name: string): number => (fuzzyScore(text, name) ?? -Infinity) - (name.length / 100);

/** The score of an entry; its help counts, word by word, after every name. */
const scoreOf = (text: string, {name, aliases, help}: PaletteEntry): number | undefined => {
	const best = Math.max(...[name, ...aliases].map(given => nameScore(text, given)));
	if (best > -Infinity) {
		return best;
	}

	return hasWords(text, `${name} ${help}`) ? leastScore : undefined;
};

const byScore = (text: string, entries: readonly PaletteEntry[]): readonly PaletteEntry[] => entries
	.map(entry => ({entry, score: scoreOf(text, entry)}))
	.filter((found): found is {entry: PaletteEntry; score: number} => found.score !== undefined)
	.toSorted((first, second) => second.score - first.score)
	.map(({entry}) => entry);

/** A name, and after a space or an equals sign what is typed of its argument. */
const withArgument = /^(?<name>[\w\-]+)[ =](?<given>.*)$/v;

const argumentEntries = ({name, isChange, argument}: Target, given: string, state: ScreenState): readonly PaletteEntry[] => {
	const entryOf = (text: string): PaletteEntry => ({
		name: `${name} ${text}`,
		aliases: [],
		help: argument.allowed,
		isChange,
		completed: `${name} ${text}`,
		run(session) {
			argument.run(session, text);
		},
	});
	const offers = argument.offers?.(state) ?? [];
	const found = offers.filter(offer => offer.toLowerCase().includes(given.toLowerCase()));
	if (given === '' && offers.length === 0) {
		return [{name, aliases: [], help: argument.allowed, isChange, completed: `${name} `}];
	}

	return found.length === 0 ? [entryOf(given)] : found.map(offer => entryOf(offer));
};

/** The command or setting whose name is typed to its end, before an argument. */
const targetNamed = (name: string, state: ScreenState, mode: PaletteMode): Target | undefined => {
	const setting = changeableSettings(state, mode).find(other => other.name === name || optionName(other.name) === name);
	if (setting) {
		return {name, aliases: [], isChange: true, argument: settingArgument(setting)};
	}

	const command = applicableCommands(state, mode).find(({id, argument}) => argument && id === name);
	return command?.argument && {name, aliases: [], isChange: command.isChange ?? false, argument: command.argument};
};

/** What the palette offers for what is typed, the best first. */
export const paletteEntries = (state: ScreenState, mode: PaletteMode): readonly PaletteEntry[] => {
	const text = mode.field.text.trimStart();
	const {name, given} = withArgument.exec(text)?.groups ?? {};
	const target = name === undefined ? undefined : targetNamed(name, state, mode);
	if (target) {
		return argumentEntries(target, given!.replace(/^[ =]+/v, '').trimEnd(), {...state, mode: mode.back});
	}

	const commands = applicableCommands(state, mode).map(command => commandEntry(command, state, mode));
	return text === '' ? commands : byScore(text.trim(), [...commands, ...changeableSettings(state, mode).map(setting => settingEntry(setting))]);
};
