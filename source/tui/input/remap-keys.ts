import {modes} from '../features.js';
import type {Command} from '../state/screen-state.js';
import {contexts, type Context} from './contexts.js';
import {contextSets} from './bindings.js';

/** Keys by command id, which replace the default ones. */
export type KeyChanges = ReadonlyMap<string, readonly string[]>;

const together = contextSets(modes);

/** Contexts with a text field. */
const typingContexts: ReadonlySet<Context> = new Set(together.filter(inForce => inForce.includes(contexts.typing)).flat());

const namedKey = /^(?:ctrl-[a-z]|shift-tab|up|down|left|right|pgup|pgdn|home|end|enter|tab|esc|space|backspace|delete)$/v;

const isKey = (key: string): boolean => [...key].length === 1 || namedKey.test(key);

const unknownProblems = (commands: readonly Command[], changes: KeyChanges): string[] => Array.from(changes, ([id]) => id)
	.filter(id => commands.every(command => command.id !== id))
	.map(id => `Unknown command ${id}. The table of keys in the readme lists all.`);

const keyProblems = (changes: KeyChanges): string[] => [...changes].flatMap(([id, keys]) => keys
	.filter(key => !isKey(key))
	.map(key => `${id}: unknown key ${key}. Give one character, or a name such as ctrl-d, pgup, f or space.`));

const typingProblems = (commands: readonly Command[]): string[] => commands
	.filter(({context}) => typingContexts.has(context))
	.flatMap(({id, keys}) => keys
		.filter(key => [...key].length === 1)
		.map(key => `${id}: ${key} is needed there to type text. Give a key such as ctrl-d.`));

const conflictsIn = (commands: readonly Command[], inForce: readonly Context[]): string[] => {
	const owners = new Map<string, string>();
	return commands.filter(({context}) => inForce.includes(context)).flatMap(({id, keys}) => keys.flatMap(key => {
		const owner = owners.get(key);
		owners.set(key, id);
		return owner === undefined ? [] : [`${key} is bound to both ${owner} and ${id}. Give one of them another key.`];
	}));
};

/** The commands with other keys, or the problems. */
export const remapKeys = (commands: readonly Command[], changes: KeyChanges): readonly Command[] | {readonly problems: readonly string[]} => {
	const remapped = commands.map(command => {
		const [first, ...others] = changes.get(command.id) ?? [];
		return first === undefined ? command : {...command, keys: [first, ...others] as const};
	});
	const problems = new Set([
		...unknownProblems(commands, changes),
		...keyProblems(changes),
		...typingProblems(remapped),
		...together.flatMap(inForce => conflictsIn(remapped, inForce)),
	]);
	return problems.size > 0 ? {problems: [...problems]} : remapped;
};
