import type {BoundCommand} from '../keymap/bound-command.js';
import type {Context} from '../keymap/contexts.js';
import {fuzzyScore} from '../text/fuzzy.js';
import type {ScreenState} from './screen-state.js';
import type {TextField} from './text-field.js';

/** A command is being looked for by its name. */
export type PaletteMode = {
	readonly kind: 'palette';
	readonly field: TextField;
	/** Index of the marked command among those that are found. */
	readonly choice: number;
};

/** What can be done from the lists; all else is asked for when its time comes. */
const offered: ReadonlySet<Context> = new Set(['backends', 'requests', 'browse', 'anywhere']);

/** The commands that a text may mean and that would do something now, the likeliest first. */
export const foundCommands = (state: ScreenState, text: string): readonly BoundCommand[] => state.commands
	.filter(({id, context, applies}) => id !== 'palette' && offered.has(context) && (applies?.(state) ?? true))
	.map(command => ({command, score: fuzzyScore(text, `${command.labelNow?.(state) ?? command.label} ${command.id} ${command.help}`)}))
	.filter(({score}) => score !== undefined)
	.toSorted((first, second) => second.score! - first.score!)
	.map(({command}) => command);
