import {randomUUID} from 'node:crypto';
import {chmod, link, mkdir, readFile, rename, unlink, writeFile} from 'node:fs/promises';
import path from 'node:path';

/* Files that hold keys: for this user alone, and never half written. */

/** @returns undefined if there is no such file. */
export const readIfThere = async (file: string): Promise<string | undefined> => {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
};

/** Writes a file as a whole, unless there is one already: another instance may start at the same moment. */
export const writeOnce = async (file: string, text: string): Promise<void> => {
	const unfinished = `${file}.${randomUUID()}`;
	await writeFile(unfinished, text, {mode: 0o600});
	try {
		await link(unfinished, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}
	} finally {
		await unlink(unfinished);
	}
};

/** Writes a file as a whole in place of the one that is there, with its folder. */
export const replaceFile = async (file: string, text: string): Promise<void> => {
	const unfinished = `${file}.new`;
	await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
	await writeFile(unfinished, text, {mode: 0o600});
	// One that was there keeps its mode.
	await chmod(unfinished, 0o600);
	await rename(unfinished, file);
};
