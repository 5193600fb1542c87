import {contextsAround, offeredCommands} from '../bindings.js';
import type {BoundCommand} from '../keymap.js';
import {fuzzyScore, hasWords} from '../text/fuzzy.js';
import type {Mode} from './mode.js';
import type {ScreenState} from './screen-state.js';
import type {TextField} from './text-field.js';

/** A command is being looked for by its name. */
export type PaletteMode = {
	readonly kind: 'palette';
	readonly field: TextField;
	/** Index of the marked command among those that are found. */
	readonly choice: number;
	/** What was on the screen before, and comes back. */
	readonly back: Mode;
};

/** A command that may be meant, with the name that it has as things stand. */
export type FoundCommand = BoundCommand & {readonly name: string};

/** What can be done from where one was. */
const applicableCommands = (state: ScreenState, {back}: PaletteMode): readonly FoundCommand[] => {
	const behind: ScreenState = {...state, mode: back};
	const around = contextsAround(behind);
	return offeredCommands(state)
		.filter(({id, context, applies}) => id !== 'palette' && around.includes(context) && (applies?.(behind) ?? true))
		.map(command => ({...command, name: command.labelNow?.(behind) ?? command.label}));
};

/** What only looks before what changes something, so that a key too many does no harm, and what is nearest to where one was first. */
const byHarm = (commands: readonly FoundCommand[], {back}: PaletteMode, {pane}: ScreenState): readonly FoundCommand[] => {
	const around = contextsAround({mode: back, pane});
	const rankOf = ({isChange, context}: FoundCommand): number => (isChange ? around.length : 0) + around.indexOf(context);
	return commands.toSorted((first, second) => rankOf(first) - rankOf(second));
};

/** Less than any name gets. */
const leastScore = -1e6;

/** Of two names that fit as well the shorter one is meant more likely. */
const nameScore = (text: string, name: string): number => (fuzzyScore(text, name) ?? -Infinity) - (name.length / 100);

/** How well a text fits the command; what it says of itself counts, word by word, after every name. */
const scoreOf = (text: string, {name, label, id, help}: FoundCommand): number | undefined => {
	const best = Math.max(...[name, label, id].map(given => nameScore(text, given)));
	if (best > -Infinity) {
		return best;
	}

	return hasWords(text, `${name} ${help}`) ? leastScore : undefined;
};

/** The commands that the text may mean and that would do something now, the likeliest first. */
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
