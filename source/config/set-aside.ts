import fs from 'node:fs';
import path from 'node:path';

/**
Copies a damaged file to a free name next to it, without ever replacing another file.

@param file
@param now
@param named - What the copy is named after.
@returns The new path.
@throws The native error when the directory cannot be written.
*/
export const keepAside = (file: string, now = new Date(), named = file): string => {
	const {dir, name, ext} = path.parse(named);
	const stamp = now.toISOString().replaceAll(/[.:]/gv, '-');

	for (let attempt = 1; ; attempt++) {
		const target = path.join(dir, `${name}.damaged-${stamp}${attempt === 1 ? '' : `-${attempt}`}${ext}`);
		try {
			// Renaming would overwrite an existing file; an exclusive copy cannot.
			fs.copyFileSync(file, target, fs.constants.COPYFILE_EXCL);
			return target;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
				continue;
			}

			throw error;
		}
	}
};

/** Moves it there. */
export const setAside = (file: string, now = new Date(), named = file): string => {
	const target = keepAside(file, now, named);
	fs.rmSync(file);
	return target;
};
