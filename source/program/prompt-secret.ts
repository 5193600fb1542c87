import process from 'node:process';
import {createInterface} from 'node:readline/promises';
import {Writable} from 'node:stream';

/** Prompts for a secret without echo. */
export const promptSecret = async (question: string): Promise<string> => {
	const output = new Writable({
		write(_chunk, _encoding, done) {
			done();
		},
	});
	const lines = createInterface({input: process.stdin, output, terminal: true});
	process.stderr.write(question);
	const {promise, reject} = Promise.withResolvers<never>();
	lines.once('SIGINT', () => {
		reject(new Error('No token was given.'));
	});
	lines.once('close', () => {
		reject(new Error('No token was given.'));
	});
	try {
		const secret = await Promise.race([lines.question(''), promise]);
		return secret.trim();
	} finally {
		lines.close();
		process.stderr.write('\n');
	}
};
