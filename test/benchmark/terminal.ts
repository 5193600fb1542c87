/*
A terminal in a process of its own, which reads all it is sent and discards it: `terminal.ts ARGUMENT…` runs Node with these
in it. Tells its parent of the program once it serves, and answers `drawn` and `stall`.
*/
import process from 'node:process';
import {stripVTControlCharacters} from 'node:util';
import {spawn} from '@lydell/node-pty';

/** What stands before each frame. */
const frameStart = '\u{1B}[?2026h';

const startedAt = performance.now();
const child = spawn(process.execPath, process.argv.slice(2), {
	cols: 160, rows: 50, env: {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', NODE_ENV: 'production'},
});
let frames = 0;
let bytes = 0;
let firstFrameMs: number | undefined;
let firstScreens = '';
let isServing = false;

const greet = (): void => {
	const text = stripVTControlCharacters(firstScreens);
	const port = /proxy http:\/\/[^:]+:(\d+)/v.exec(text)?.[1];
	if (port !== undefined && text.includes('UP')) {
		isServing = true;
		firstScreens = '';
		process.send!({pid: child.pid, port: Number(port), firstFrameMs});
	}
};

child.onData(data => {
	frames += data.split(frameStart).length - 1;
	bytes += data.length;
	if (frames > 0) {
		firstFrameMs ??= performance.now() - startedAt;
	}

	if (!isServing) {
		firstScreens += data;
		greet();
	}
});
child.onExit(() => {
	if (process.connected) {
		process.disconnect();
	}
});
process.on('message', message => {
	if (message === 'stall') {
		child.pause();
	} else {
		process.send!({frames, bytes});
	}
});
process.on('disconnect', () => {
	child.resume();
	child.kill('SIGTERM');
});
