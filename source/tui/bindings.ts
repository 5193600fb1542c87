import {
	commands,
	type Command,
	type CommandId,
	type Context,
} from './keymap.js';
import type {ScreenState} from './state/screen-state.js';

/** The contexts in force, the innermost first. */
export const contextsOf = ({mode, pane}: Pick<ScreenState, 'mode' | 'pane'>): readonly Context[] => {
	switch (mode.kind) {
		case 'browse': {
			return [pane, 'browse', 'anywhere'];
		}

		case 'add':
		case 'confirm':
		case 'help': {
			return [mode.kind, 'anywhere'];
		}
	}
};

/** The command that a key stands for at this moment. */
export const commandFor = (key: string, state: ScreenState): CommandId | undefined => {
	const contexts = contextsOf(state);
	return commands.find(({context, keys}) => contexts.includes(context) && keys.includes(key))?.id;
};

/** The commands of the moment that are worth a place in the footer, in the order of the keymap. */
export const footerCommands = (state: ScreenState): readonly Command[] => {
	const contexts = state.isLeaving ? ['anywhere'] : contextsOf(state);
	return commands.filter(({context, footer, applies}: Command) =>
		footer !== undefined && contexts.includes(context) && (applies?.(state) ?? true));
};

const contextTitles: Readonly<Record<Context, string>> = {
	browse: 'Everywhere in the lists',
	backends: 'Backends',
	requests: 'Requests',
	add: 'Adding a backend',
	confirm: 'Answering a question',
	help: 'Help',
	anywhere: 'At any moment',
};

const contextOrder: readonly Context[] = ['backends', 'requests', 'browse', 'add', 'confirm', 'help', 'anywhere'];

export type KeyGroup = {
	readonly title: string;
	readonly commands: readonly Command[];
};

/** All commands by where they work, for the help screen and the readme. */
export const keyGroups = (): readonly KeyGroup[] => contextOrder
	.map(context => ({title: contextTitles[context], commands: commands.filter(command => command.context === context)}))
	.filter(group => group.commands.length > 0);
