import {rmSync} from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type {Lifetime} from './lifetime.js';

/**
An empty directory that is gone when the test, or the file of tests, has ended. A test's `after` hooks run in the order in which
they were registered, so one of its own would remove the directory under a program that still writes there; the signal comes when
all hooks have run.
*/
export const temporaryDirectory = async (t: Lifetime): Promise<string> => {
	const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'proxy-tui-'));
	const remove = (): void => {
		rmSync(directory, {recursive: true, force: true});
	};

	if (t.signal) {
		t.signal.addEventListener('abort', remove, {once: true});
	} else {
		t.after(remove);
	}

	return directory;
};
