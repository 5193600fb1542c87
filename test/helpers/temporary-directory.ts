import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type {TestContext} from 'node:test';

/** An empty directory that is gone when the test, or the file of tests, has ended. */
export const temporaryDirectory = async (t: Pick<TestContext, 'after'>): Promise<string> => {
	const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'proxy-tui-'));
	t.after(async () => fs.rm(directory, {recursive: true, force: true}));
	return directory;
};
