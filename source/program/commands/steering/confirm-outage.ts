import process from 'node:process';
import {createInterface} from 'node:readline';
import {printable} from './printable.js';

/** End of input, as with ctrl-c or ctrl-d, is an empty answer. */
const ask = async (question: string): Promise<string> => {
	const lines = createInterface({input: process.stdin, output: process.stderr});
	const {promise, resolve} = Promise.withResolvers<string>();
	lines.once('close', () => {
		resolve('');
	});
	lines.question(question, resolve);
	try {
		return await promise;
	} finally {
		lines.close();
	}
};

/**
Asks for confirmation of what leaves clients without any backend. Without a terminal nothing can be asked, and a script that did so
before goes on doing it, with a warning.

@param question - Such as `Drain http://localhost:3000?`.
*/
export const confirmOutage = async (question: string): Promise<boolean> => {
	if (process.stdin.isTTY && process.stderr.isTTY) {
		const answer = await ask(`${printable(question)} No backend is left: all get 503. [y/N] `);
		return /^y(?:es)?$/iv.test(answer.trim());
	}

	process.stderr.write('Warning: no backend is left, all get 503. It is done without confirmation, as there is no terminal; --yes leaves this warning out.\n');
	return true;
};
