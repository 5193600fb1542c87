import {randomBytes} from 'node:crypto';
import {open, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {flagName} from './names.js';
import type {Settings} from './settings.js';
import {SettingsError} from './settings-error.js';
import {bearerToken} from './value-types.js';

const tokenBytes = 32;
/** Larger than any token; an endless device must not be read to its end. */
const maxBytes = 4096;

const othersMayRead = 0o077;

const refuse = (file: string, problem: string, cause?: unknown): never => {
	throw new SettingsError([`${flagName('adminTokenFile')} ${file} ${problem}`], {cause});
};

const cannotBeUsed = (file: string, cause: unknown, advice: string): never =>
	refuse(file, `cannot be used: ${(cause as Error).message}. ${advice}`, cause);

const read = async (file: string): Promise<string | undefined> => {
	const handle = await open(file).catch((error: unknown) => {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	});
	if (!handle) {
		return undefined;
	}

	try {
		const status = await handle.stat();
		if (!status.isFile()) {
			return refuse(file, 'is not a regular file. Give one that holds a token, or a name that is free.');
		}

		// Windows has no file modes.
		// eslint-disable-next-line no-bitwise -- file modes are bits
		if (process.platform !== 'win32' && (status.mode & othersMayRead) !== 0) {
			return refuse(file, `can be read by others (mode ${(status.mode % 0o1000).toString(8).padStart(4, '0')}). Close it with: chmod 600 ${file}`);
		}

		const {buffer, bytesRead} = await handle.read(new Uint8Array(maxBytes), 0, maxBytes, 0);
		const token = new TextDecoder().decode(buffer.subarray(0, bytesRead)).trim();
		return bearerToken.schema.read(token).issues ? refuse(file, `holds no token: that is ${bearerToken.allowed}. Fix it, or remove it: the next start creates a new one.`) : token;
	} finally {
		await handle.close();
	}
};

/**
The token in a file; undefined if the file does not exist.

@throws {SettingsError}
*/
export const readTokenFile = async (file: string): Promise<string | undefined> => {
	try {
		return await read(file);
	} catch (error) {
		if (error instanceof SettingsError) {
			throw error;
		}

		return cannotBeUsed(file, error, 'Give one that this user may read.');
	}
};

const makeTokenFile = async (file: string): Promise<string> => {
	const token = randomBytes(tokenBytes).toString('hex');
	try {
		await writeFile(file, `${token}\n`, {mode: 0o600, flag: 'wx'});
	} catch (error) {
		return cannotBeUsed(file, error, 'Give one that this user may read, or make.');
	}

	return token;
};

/**
The token of the admin API; undefined without one. A configured file that does not exist is created, for this user only, with a new token.

@throws {SettingsError}
*/
export const readAdminToken = async ({adminToken, adminTokenFile}: Pick<Settings, 'adminToken' | 'adminTokenFile'>): Promise<string | undefined> =>
	adminTokenFile === undefined ? adminToken : await readTokenFile(adminTokenFile) ?? makeTokenFile(adminTokenFile);
