import {createHash} from 'node:crypto';
import {realpath} from 'node:fs/promises';
import path from 'node:path';

/** Identifies a saved state: by config file, or without one by requested port. */
export type StateKey = {readonly config: string} | {readonly port: number};

/**
@param config - The config file; undefined if there is none.
@param port - What was asked for, not what was found.
@param cwd - Where relative file names start.
*/
export const stateKeyOf = async (config: string | undefined, port: number, cwd: string): Promise<StateKey> => {
	if (config === undefined) {
		return {port};
	}

	const file = path.resolve(cwd, config);
	return {config: await realpath(file).catch(() => file)};
};

const hashLength = 16;

/** The name of the file that belongs to it, without its extension. */
export const stateName = (key: StateKey): string => 'port' in key
	? `state-port-${key.port}`
	: `state-config-${createHash('sha256').update(key.config).digest('hex').slice(0, hashLength)}`;
