import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The user's editor, which may have arguments; undefined without one. */
export const editorOf = (environment: NodeJS.ProcessEnv): string | undefined =>
	['VISUAL', 'EDITOR'].map(name => environment[name]).find(editor => editor !== undefined && editor !== '');

/** Opens a text in an editor on this terminal, and resolves with what it was saved as. The file is readable by the owner only. */
export const editText = async (text: string, editor: string, environment: NodeJS.ProcessEnv): Promise<string> => {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'proxy-tui-'));
	const file = path.join(directory, 'request.txt');
	try {
		await writeFile(file, text, {mode: 0o600});
		// A shell that waits for the editor must not be ended by a signal that the editor handles.
		const child = spawn('sh', ['-c', `trap : INT QUIT; ${editor} "$1"`, 'sh', file], {env: {...environment}, stdio: 'inherit'});
		const [code] = await once(child, 'close') as [number | null];
		if (code !== 0) {
			throw new Error(`The editor ${editor} failed, so nothing was sent; VISUAL or EDITOR sets another`);
		}

		return await readFile(file, 'utf8');
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
};
