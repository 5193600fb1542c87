import {lackReason} from '../../model/abilities.js';
import type {BoundCommand, CommandId} from '../keymap.js';
import type {Command} from '../screen-command.js';
import {contexts, type Context} from '../contexts.js';
import type {ModeKind} from '../state/mode.js';
import type {Pane, ScreenState} from '../state/screen-state.js';

/** The contexts of a mode, the innermost first. In the lists they depend on the pane as well. */
const modeContexts: Readonly<Record<Exclude<ModeKind, 'browse'>, readonly Context[]>> = {
	add: ['add', 'typing', 'anywhere'],
	weight: ['weight', 'typing', 'anywhere'],
	confirm: ['confirm', 'screens', 'anywhere'],
	help: ['help', 'reading', 'anywhere'],
	details: ['details', 'backend', 'reading', 'screens', 'anywhere'],
	inspect: ['inspect', 'reading', 'screens', 'anywhere'],
	replay: ['replay', 'screens', 'anywhere'],
	settings: ['settings', 'reading', 'screens', 'anywhere'],
	setting: ['setting', 'typing', 'anywhere'],
	metrics: ['metrics', 'reading', 'screens', 'anywhere'],
	events: ['events', 'reading', 'screens', 'anywhere'],
	export: ['export', 'typing', 'anywhere'],
	palette: ['palette', 'typing', 'anywhere'],
	find: ['find', 'typing', 'anywhere'],
	sort: ['sort', 'screens', 'anywhere'],
	filter: ['filter', 'typing', 'anywhere'],
	term: ['term', 'screens', 'anywhere'],
};

const paneContexts = (pane: Pane): readonly Context[] => [...(pane === 'backends' ? ['backends', 'backend'] as const : [pane]), 'browse', 'screens', 'anywhere'];

/** All sets of contexts that can be active together. */
export const contextSets: ReadonlyArray<readonly Context[]> = [paneContexts('backends'), paneContexts('requests'), ...Object.values(modeContexts)];

/** The active contexts, the innermost first. */
export const contextsOf = ({mode, pane}: Pick<ScreenState, 'mode' | 'pane'>): readonly Context[] =>
	mode.kind === 'browse' ? paneContexts(pane) : modeContexts[mode.kind];

/** The active contexts and, in the lists, those of the other one. */
export const contextsAround = (state: Pick<ScreenState, 'mode' | 'pane'>): readonly Context[] =>
	[...new Set<Context>([...(state.mode.kind === 'browse' ? [state.pane, 'backends', 'backend', 'requests'] as const : []), ...contextsOf(state)])];

/** The commands of this session that the engine can carry out. */
export const offeredCommands = ({commands, status}: Pick<ScreenState, 'commands' | 'status'>): readonly BoundCommand[] =>
	commands.filter(({needs}) => lackReason(status, needs) === undefined);

/** The command that a key is bound to in this state. */
export const commandFor = (key: string, state: ScreenState): CommandId | undefined => {
	const inForce = contextsOf(state);
	return state.commands.find(({context, keys}) => inForce.includes(context) && keys.includes(key))?.id;
};

/** The commands for the footer, those of the innermost context first; scrolling only if a text does not fit. */
export const footerCommands = (state: ScreenState, isLong: boolean): readonly Command[] => {
	const inForce: readonly Context[] = state.isLeaving ? ['anywhere'] : contextsOf(state);
	return offeredCommands(state)
		.filter(({context, footer, applies}) => footer !== undefined && inForce.includes(context) && (isLong || context !== 'reading') && (applies?.(state) ?? true))
		.toSorted((first, second) => inForce.indexOf(first.context) - inForce.indexOf(second.context));
};

export type KeyGroup = {
	readonly context: Context;
	readonly title: string;
	readonly commands: readonly BoundCommand[];
};

/** Commands by context, for the help screen. */
export const keyGroups = (commands: readonly BoundCommand[]): readonly KeyGroup[] => (Object.keys(contexts) as Context[])
	.map(context => ({context, title: contexts[context].title, commands: commands.filter(command => command.context === context)}))
	.filter(group => group.commands.length > 0);
