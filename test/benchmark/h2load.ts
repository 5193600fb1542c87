import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {usualFields} from './load.js';

// eslint-disable-next-line @typescript-eslint/strict-void-return -- what `promisify` is for
const run = promisify(execFile);

/**
Loads a port of this machine by h2load over TLS, which shakes hands in full for each connection.

@param port
@param path
@param requests
@param options - For h2load.
*/
export const h2load = async (port: number, path: string, requests: number, options: readonly string[]): Promise<void> => {
	const fields = usualFields.flatMap(field => ['--header', field]);
	const {stdout} = await run('h2load', ['--threads=1', `--requests=${requests}`, ...options, ...fields, `https://127.0.0.1:${port}${path}`]);
	const succeeded = Number(/^status codes: (\d+) 2xx/mv.exec(stdout)?.[1] ?? 0);
	if (succeeded !== requests) {
		throw new Error(`${requests - succeeded} of ${requests} requests for ${path} failed`);
	}
};
