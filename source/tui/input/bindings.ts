import {lackReason} from '../../model/abilities.js';
import type {Mode} from '../state/mode.js';
import {
	traitsOf,
	type Command,
	type ModeTraits,
	type Pane,
	type ScreenState,
} from '../state/screen-state.js';
import {contexts, type Context} from './contexts.js';

type Place = Pick<ScreenState, 'mode' | 'modes' | 'pane'>;

/** The contexts of each list, the innermost first. */
const paneContexts: Readonly<Record<Pane, readonly Context[]>> = {
	backends: [contexts.backends, contexts.backend],
	requests: [contexts.requests],
};

const isInLists = (traits: ModeTraits | undefined): boolean => traits?.contexts.includes(contexts.browse) ?? false;

/** The active contexts, the innermost first. */
export const contextsOf = (place: Place): readonly Context[] => {
	const traits = traitsOf(place);
	return [
		...(place.mode.search ? [contexts.found] : []),
		...(isInLists(traits) ? paneContexts[place.pane] : []),
		...(traits?.contexts ?? [contexts.anywhere]),
	];
};

/** All sets of contexts that can be active together. */
export const contextSets = (modes: ReadonlyMap<string, ModeTraits>): ReadonlyArray<readonly Context[]> =>
	Array.from(modes, ([, traits]) => isInLists(traits) ? Object.values(paneContexts).map(own => [...own, ...traits.contexts]) : [traits.contexts]).flat();

/** The active contexts and, in the lists, those of the other one. */
export const contextsAround = (place: Place): readonly Context[] => {
	const inForce = contextsOf(place);
	return isInLists(traitsOf(place))
		? [...new Set([...paneContexts[place.pane], ...Object.values(paneContexts).flat(), ...inForce])]
		: inForce;
};

/** Whether a single key answers the mode. */
export const isQuestion = (mode: Mode, {modes}: Pick<ScreenState, 'modes'>): boolean => traitsOf({mode, modes})?.isQuestion === true;

/** The commands of this session that the engine can carry out. */
export const offeredCommands = ({commands, status}: Pick<ScreenState, 'commands' | 'status'>): readonly Command[] =>
	commands.filter(({needs}) => lackReason(status, needs) === undefined);

/** The command that a key is bound to in this state: a search takes keys from the text that it is in. */
export const commandFor = (key: string, state: ScreenState): Command | undefined => {
	const inForce = contextsOf(state);
	const bound = state.commands.filter(({context, keys}) => inForce.includes(context) && keys.includes(key));
	return bound.find(({context}) => context === contexts.found) ?? bound[0];
};

/** The commands for the footer, those of the innermost context first; scrolling only if a text does not fit. */
export const footerCommands = (state: ScreenState, isLong: boolean): readonly Command[] => {
	const inForce: readonly Context[] = state.isLeaving ? [contexts.anywhere] : contextsOf(state);
	return offeredCommands(state)
		.filter(({context, footer, applies}) => footer !== undefined && inForce.includes(context) && (isLong || context !== contexts.reading) && (applies?.(state) ?? true))
		.toSorted((first, second) => inForce.indexOf(first.context) - inForce.indexOf(second.context));
};

export type KeyGroup = {
	readonly context: Context;
	readonly commands: readonly Command[];
};

/** Commands by context, for the help screen. */
export const keyGroups = (commands: readonly Command[]): readonly KeyGroup[] =>
	Array.from(Map.groupBy(commands, ({context}) => context), ([context, grouped]) => ({context, commands: grouped}));
