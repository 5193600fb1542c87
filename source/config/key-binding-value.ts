import * as z from 'zod';

/** Other keys for a command of the screen. */
export type KeyBinding = {
	/** Its name, such as `drain`. */
	readonly command: string;
	/** Names of keys, such as `D` and `ctrl-d`. */
	readonly keys: readonly string[];
};

const allowed = 'COMMAND=KEY, such as drain=D or drain=D,ctrl-d';
const howTo = `give ${allowed}`;

const binding = z.string({error: howTo}).transform((text, context): KeyBinding => {
	const {command, keys} = /^(?<command>[a-z][a-z\d\-]*)=(?<keys>\S+)$/v.exec(text.trim())?.groups ?? {};
	if (command === undefined || keys === undefined) {
		context.addIssue({code: 'custom', message: howTo});
		return z.NEVER;
	}

	// A comma alone is the key, not what divides two.
	return {command, keys: keys === ',' ? [keys] : keys.split(',').filter(key => key !== '')};
});

/** Commands of the screen with their keys. */
export const keyBindings = {
	placeholder: 'BINDING',
	allowed: `a list of ${allowed}`,
	write: (bindings: unknown) => (bindings as readonly KeyBinding[]).map(({command, keys}) => `${command}=${keys.join(',')}`),
	environmentSeparator: /\s+/v,
	editorSchema: z.union([z.string(), z.array(z.string())]),
	schema: z.preprocess(value => typeof value === 'string' ? [value] : value, z.array(binding, {error: 'give a list of COMMAND=KEY'})),
};
