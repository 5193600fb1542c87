import process from 'node:process';

/** Whether a thread of libuv works for the main thread: on a lookup or a file. */
const isPoolAtWork = (): boolean => process.getActiveResourcesInfo().some(name => name === 'GetAddrInfoReqWrap' || name.startsWith('FSReq'));

/**
Ends the process at once. `process.exit()` waits for all threads, and one may be held for ever: by a disk that hangs, or by a
resolver that does not answer. Only what takes the process's place ends those, and can still end with an exit code.

@param code
@param mayWait - Whether no other thread of ours is known to be left.
*/
export const endProcess = (code: number, mayWait = true): never => {
	if (!mayWait || isPoolAtWork()) {
		process.execve?.(process.execPath, [process.execPath, '--eval', `process.exit(${code})`], {});
		// If this Node.js or system does not support it.
		process.kill(process.pid, 'SIGKILL');
	}

	process.exit(code);
};
