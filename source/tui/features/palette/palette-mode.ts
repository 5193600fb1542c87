import {contextsAround, offeredCommands} from '../../input/bindings.js';
import {fuzzyScore, hasWords} from '../../text/fuzzy.js';
import {modeKind, type Mode} from '../../state/mode.js';
import type {Command, ScreenState} from '../../state/screen-state.js';
import type {TextField} from '../../state/text-field.js';

/** The command palette. */
export type PaletteMode = Mode & {
	readonly kind: 'palette';
	readonly field: TextField;
	/** Index of the selected command. */
	readonly choice: number;
	/** The previous mode. */
	readonly back: Mode;
};

/** A matching command with its current label. */
export type FoundCommand = Command & {readonly name: string};

/** The commands of the previous mode. */
const applicableCommands = (state: ScreenState, {back}: PaletteMode): readonly FoundCommand[] => {
	const behind: ScreenState = {...state, mode: back};
	const around = contextsAround(behind);
	return offeredCommands(state)
		.filter(({id, context, applies}) => id !== 'palette' && around.includes(context) && (applies?.(behind) ?? true))
		.map(command => ({...command, name: command.labelNow?.(behind) ?? command.label}));
};

/** Commands without effects first, so that an accidental key does no harm, then those of the current screen. */
const byHarm = (commands: readonly FoundCommand[], {back}: PaletteMode, {modes, pane}: ScreenState): readonly FoundCommand[] => {
	const around = contextsAround({mode: back, modes, pane});
	const rankOf = ({isChange, context}: FoundCommand): number => (isChange ? around.length : 0) + around.indexOf(context);
	return commands.toSorted((first, second) => rankOf(first) - rankOf(second));
};

/** Below the score of any name. */
const leastScore = -1e6;

/** Of two equal matches the shorter name is the likelier. */
const nameScore = (text: string, name: string): number => (fuzzyScore(text, name) ?? -Infinity) - (name.length / 100);

/** The score of a command; its help counts, word by word, after every name. */
const scoreOf = (text: string, {name, label, id, help}: FoundCommand): number | undefined => {
	const best = Math.max(...[name, label, id].map(given => nameScore(text, given)));
	if (best > -Infinity) {
		return best;
	}

	return hasWords(text, `${name} ${help}`) ? leastScore : undefined;
};

/** The matching commands that have an effect now, the best first. */
export const foundCommands = (state: ScreenState, mode: PaletteMode): readonly FoundCommand[] => {
	const offered = byHarm(applicableCommands(state, mode), mode, state);
	const text = mode.field.text.trim();
	return text === ''
		? offered
		: offered
			.map(command => ({command, score: scoreOf(text, command)}))
			.filter((found): found is {command: FoundCommand; score: number} => found.score !== undefined)
			.toSorted((first, second) => second.score - first.score)
			.map(({command}) => command);
};

export const paletteMode = modeKind<PaletteMode>('palette');
