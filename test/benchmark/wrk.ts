import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {usualFields} from './load.js';

// eslint-disable-next-line @typescript-eslint/strict-void-return -- what `promisify` is for
const run = promisify(execFile);

export type WrkOptions = {
	readonly path: string;
	readonly method?: 'GET' | 'POST';
	readonly connections?: number;
	readonly seconds?: number;
	/** Whether each request has a connection of its own. */
	readonly isClosing?: boolean;
	/** Any certificate will do. */
	readonly isTls?: boolean;
};

export type WrkResult = {
	readonly requests: number;
	/** Of all that was received. */
	readonly bytes: number;
};

/** Loads a port of this machine by wrk, which costs less than any load that runs on Node. */
export const wrk = async (port: number, options: WrkOptions): Promise<WrkResult> => {
	const {path, method = 'GET', connections = 32, seconds = 1, isClosing = false, isTls = false} = options;
	const fields = [...usualFields, ...isClosing ? ['Connection: close'] : []].flatMap(field => ['--header', field]);
	const {stdout} = await run('wrk', [
		'--threads=1', `--connections=${connections}`, `--duration=${seconds}s`, '--script=test/benchmark/load.lua', ...fields,
		`${isTls ? 'https' : 'http'}://127.0.0.1:${port}${path}`, '--', method,
	]);
	const {failures, ...result} = JSON.parse(stdout.trim().split('\n').at(-1)!) as WrkResult & {readonly failures: number};
	if (failures > 0 || result.requests === 0) {
		throw new Error(`${failures} of ${result.requests} requests for ${path} failed`);
	}

	return result;
};
