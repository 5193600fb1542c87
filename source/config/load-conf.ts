import {createRequire} from 'node:module';
import process from 'node:process';
import type Conf from 'conf';

const signalListeners = () => process.eventNames()
	.filter(name => String(name).startsWith('SIG'))
	.flatMap(name => process.rawListeners(name).map(listener => ({name, listener})));

/**
Loads `conf` when something is saved for the first time: it comes with a validator of JSON Schema, which makes it one of the
largest libraries of this program, and most runs save nothing.

One of the libraries below it answers each signal by sending it to this process again. What a signal does is the program's to say, so
those listeners are taken off; loading it synchronously tells them from all others.
*/
export const loadConf = (): typeof Conf => {
	const before = new Set(signalListeners().map(({listener}) => listener));
	const {default: loaded} = createRequire(import.meta.url)('conf') as {readonly default: typeof Conf};
	for (const {name, listener} of signalListeners()) {
		if (!before.has(listener)) {
			process.off(name, listener as () => void);
		}
	}

	return loaded;
};
