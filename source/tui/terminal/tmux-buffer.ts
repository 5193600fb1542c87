import {spawn} from 'node:child_process';
import {once} from 'node:events';

const timeoutMs = 2000;

/**
Copies text to tmux's paste buffer, and from there to the terminal's clipboard if tmux may set it. By default tmux ignores OSC 52 of
programs without reporting it. Returns whether it worked.
*/
export const loadTmuxBuffer = async (text: string, environment: NodeJS.ProcessEnv): Promise<boolean> => {
	const tmux = spawn('tmux', ['load-buffer', '-w', '-'], {env: {...environment}, stdio: ['pipe', 'ignore', 'ignore'], timeout: timeoutMs});
	tmux.stdin.on('error', () => {});
	tmux.stdin.end(text);
	try {
		const [code] = await once(tmux, 'close') as [number | null];
		return code === 0;
	} catch {
		return false;
	}
};
