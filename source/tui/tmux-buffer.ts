import {spawn} from 'node:child_process';
import {once} from 'node:events';

const timeoutMs = 2000;

/**
Puts text into tmux's paste buffer, and from there into the terminal's clipboard if tmux may set that. By default tmux takes no OSC 52 from
programs, and nothing would tell. Says whether it has worked.
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
