import {
	constants,
	fstat,
	open,
	type Stats,
} from 'node:fs';
import {promisify} from 'node:util';
import type {AccessLogTarget} from '../../../../model/wire-settings.js';

/** A destination of lines. */
export type Output = {
	readonly fd: number;
	/** Whether to close the descriptor with the output. */
	readonly owned: boolean;
	/** Writes of at most this many bytes are not interleaved with those of other threads. */
	readonly wholeWriteBytes: number;
	/** Whether a write that would block fails with EAGAIN instead; then it needs no other thread. */
	readonly nonBlocking: boolean;
};

const standardOutput = 1;
/** Size of atomic writes to a pipe (POSIX, PIPE_BUF on Linux). */
export const pipeWholeBytes = 4096;
/** Any write to a file is atomic; this bounds the delay of a line. */
const fileWholeBytes = 65_536;

const openFile = promisify(open);
const statsOf = promisify(fstat);

/** Flags that the system does not support are undefined. */
const joined = (flags: ReadonlyArray<number | undefined>): number => flags.reduce<number>((all, flag = 0) => all + flag, 0);

/**
Opens a file, FIFO or device without waiting for its other end: a FIFO without a reader fails with ENXIO instead, and so does a
socket.
*/
export const openForAppending = async (path: string): Promise<number> => {
	const {O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK, O_NOCTTY} = constants;
	return openFile(path, joined([O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK, O_NOCTTY]), 0o666);
};

/** Disks have no EAGAIN: a write to one that hangs blocks, regardless of the descriptor's mode. */
const isStream = (stats: Stats): boolean => !stats.isFile() && !stats.isBlockDevice();

/**
Standard output, non-blocking if the system allows it.

@throws {NodeJS.ErrnoException} When it is closed.
*/
export const openStandardOutput = async (): Promise<Output> => {
	if (!isStream(await statsOf(standardOutput))) {
		return {
			fd: standardOutput, owned: false, wholeWriteBytes: fileWholeBytes, nonBlocking: false,
		};
	}

	try {
		// The same pipe, reopened: the mode of this descriptor does not affect other writers.
		const fd = await openFile('/proc/self/fd/1', joined([constants.O_WRONLY, constants.O_NONBLOCK, constants.O_NOCTTY]));
		return {
			fd, owned: true, wholeWriteBytes: pipeWholeBytes, nonBlocking: true,
		};
	} catch {
		// Sockets cannot be reopened, and other systems do not have this path.
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
