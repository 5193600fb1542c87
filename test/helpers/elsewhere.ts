import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Lets a test file's process work in an empty directory until it ends, for what writes where it is. */
export const workElsewhere = (): void => {
	const directory = mkdtempSync(path.join(os.tmpdir(), 'proxy-tui-'));
	process.chdir(directory);
	process.on('exit', () => {
		process.chdir(os.tmpdir());
		rmSync(directory, {recursive: true, force: true});
	});
};
