import {isUtf8} from 'node:buffer';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import path from 'node:path';
import {SettingsError} from './settings-error.js';

const maxBytes = 1024 * 1024;

const reasons: ReadonlyMap<string | undefined, string> = new Map([
	['ENOENT', 'the file does not exist'],
	['ENOTDIR', 'the file does not exist'],
	['EACCES', 'permission denied'],
	['EPERM', 'permission denied'],
	['ELOOP', 'its symbolic links form a loop'],
]);

const refuse = (file: string, reason: string, cause?: unknown): never => {
	throw new SettingsError([`The config file ${file} cannot be used: ${reason}.`], {cause});
};

const readBytes = async (file: string, cwd: string): Promise<Uint8Array> => {
	// Without O_NONBLOCK, opening a pipe waits for a writer.
	const handle = await open(path.resolve(cwd, file), constants.O_RDONLY + constants.O_NONBLOCK);
	try {
		const stats = await handle.stat();
		if (!stats.isFile()) {
			return refuse(file, stats.isDirectory() ? 'it is a directory' : 'it is not a regular file');
		}

		// The size of the content counts: files under /proc report none.
		const {buffer, bytesRead} = await handle.read(new Uint8Array(maxBytes + 1));
		return bytesRead > maxBytes ? refuse(file, 'it is larger than 1 MiB') : buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};

/**
Reads the text of a config file.

@throws {SettingsError} It is missing, unreadable, no file, empty, larger than 1 MiB or not UTF-8.
*/
export const readConfigFile = async (file: string, cwd: string): Promise<string> => {
	const bytes = await readBytes(file, cwd).catch((error: unknown) => {
		if (error instanceof SettingsError) {
			throw error;
		}

		const {code, message} = error as NodeJS.ErrnoException;
		return refuse(file, reasons.get(code) ?? message, error);
	});

	if (!isUtf8(bytes)) {
		return refuse(file, 'it is not UTF-8 text; save it as UTF-8');
	}

	const text = new TextDecoder().decode(bytes);
	return text.trim() === '' ? refuse(file, 'it is empty') : text;
};
