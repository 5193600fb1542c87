import {parsedText, textList} from './schema.js';

/** Keys of a command of the screen. */
export type KeyBinding = {
	/** Its name, such as `drain`. */
	readonly command: string;
	/** Names of keys, such as `D` and `ctrl-d`. */
	readonly keys: readonly string[];
};

const allowed = 'COMMAND=KEY, such as drain=D or drain=D,ctrl-d';

const binding = parsedText(`give ${allowed}`, (given): KeyBinding | undefined => {
	const {command, keys} = /^(?<command>[a-z][a-z\d\-]*)=(?<keys>\S+)$/v.exec(given.trim())?.groups ?? {};
	return command === undefined || keys === undefined
		? undefined
		// A comma alone is the key, not a separator.
		: {command, keys: keys === ',' ? [keys] : keys.split(',').filter(key => key !== '')};
});

/** Commands of the screen with their keys. */
export const keyBindings = {
	placeholder: 'BINDING',
	allowed: `a list of ${allowed}`,
	write: (bindings: unknown) => (bindings as readonly KeyBinding[]).map(({command, keys}) => `${command}=${keys.join(',')}`),
	environmentSeparator: /\s+/v,
	schema: textList(binding, 'give a list of COMMAND=KEY'),
};
