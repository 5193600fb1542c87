import {
	constants,
	fstat,
	open,
	type Stats,
} from 'node:fs';
import {promisify} from 'node:util';
import type {AccessLogTarget} from '../../../../model/wire-settings.js';

/** How lines can be written to somewhere. */
export type Output = {
	readonly fd: number;
	/** Whether the descriptor is this output's own, to be closed with it. */
	readonly owned: boolean;
	/** Writes of at most this many bytes are not mixed with those of other threads. */
	readonly wholeWriteBytes: number;
	/** Whether a write that would have to wait fails with EAGAIN instead; then there is no need for another thread to wait. */
	readonly nonBlocking: boolean;
};

const standardOutput = 1;
/** What a pipe keeps whole (POSIX, PIPE_BUF on Linux). */
export const pipeWholeBytes = 4096;
/** A file keeps any write whole; this bounds what one line may wait for. */
const fileWholeBytes = 65_536;

const openFile = promisify(open);
const statsOf = promisify(fstat);

/** Flags that this system does not have are undefined. */
const joined = (flags: ReadonlyArray<number | undefined>): number => flags.reduce<number>((all, flag = 0) => all + flag, 0);

/**
Opens what may be a FIFO or a device without waiting for its other end: a FIFO that nothing reads fails with ENXIO instead, and so
does a socket.
*/
export const openForAppending = async (path: string): Promise<number> => {
	const {O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK, O_NOCTTY} = constants;
	return openFile(path, joined([O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK, O_NOCTTY]), 0o666);
};

/** Disks know no EAGAIN: a write to one that hangs waits, whatever its descriptor says. */
const isStream = (stats: Stats): boolean => !stats.isFile() && !stats.isBlockDevice();

/**
Standard output, without ever waiting for its reader where that can be had.

@throws {NodeJS.ErrnoException} When it is closed.
*/
export const openStandardOutput = async (): Promise<Output> => {
	if (!isStream(await statsOf(standardOutput))) {
		return {
			fd: standardOutput, owned: false, wholeWriteBytes: fileWholeBytes, nonBlocking: false,
		};
	}

	try {
		// The same pipe, opened again: the mode of this descriptor does not affect other writers.
		const fd = await openFile('/proc/self/fd/1', joined([constants.O_WRONLY, constants.O_NONBLOCK, constants.O_NOCTTY]));
		return {
			fd, owned: true, wholeWriteBytes: pipeWholeBytes, nonBlocking: true,
		};
	} catch {
		// Sockets cannot be opened again, and other systems have no such path.
		return {
			fd: standardOutput, owned: false, wholeWriteBytes: pipeWholeBytes, nonBlocking: false,
		};
	}
};

/** @throws {NodeJS.ErrnoException} When the file cannot be opened. */
export const openOutput = async (target: Exclude<AccessLogTarget, {kind: 'off'}>): Promise<Output> => {
	if (target.kind === 'stdout') {
		return openStandardOutput();
	}

	const fd = await openForAppending(target.path);
	const nonBlocking = isStream(await statsOf(fd));
	return {
		fd, owned: true, wholeWriteBytes: nonBlocking ? pipeWholeBytes : fileWholeBytes, nonBlocking,
	};
};
