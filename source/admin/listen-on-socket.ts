import {once} from 'node:events';
import {lstat, unlink} from 'node:fs/promises';
import {connect, type Server} from 'node:net';
import process from 'node:process';

/** Whether the socket is left from a process that has ended. */
const isStale = async (path: string): Promise<boolean> => {
	const found = await lstat(path).catch(() => undefined);
	if (!found?.isSocket()) {
		return false;
	}

	const socket = connect(path);
	try {
		await once(socket, 'connect');
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
	} finally {
		socket.destroy();
	}
};

/**
Listens on a Unix socket that only this user can open. A stale one is replaced.

@throws The native error if it cannot listen.
*/
export const listenOnSocket = async (server: Server, path: string): Promise<void> => {
	if (await isStale(path)) {
		await unlink(path);
	}

	// The file is created under a strict umask, so that it is never open to others.
	const mask = process.umask(0o177);
	try {
		server.listen(path);
	} finally {
		process.umask(mask);
	}

	await once(server, 'listening');
};
