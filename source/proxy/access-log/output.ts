import {
	constants,
	fstatSync,
	openSync,
	type Stats,
} from 'node:fs';
import type {AccessLogTarget} from '../../model/messages.js';

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
const pipeWholeBytes = 4096;
/** A file keeps any write whole; this bounds what one line may wait for. */
const fileWholeBytes = 65_536;

const isStream = (stats: Stats): boolean => !stats.isFile() && !stats.isBlockDevice();

const standard = (): Output => {
	if (!isStream(fstatSync(standardOutput))) {
		return {
			fd: standardOutput, owned: false, wholeWriteBytes: fileWholeBytes, nonBlocking: false,
		};
	}

	try {
		// The same pipe, opened once more: what this one's mode is does not touch whoever else writes to it.
		const fd = openSync('/proc/self/fd/1', constants.O_WRONLY + constants.O_NONBLOCK);
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
export const openOutput = (target: Exclude<AccessLogTarget, {kind: 'off'}>): Output => target.kind === 'stdout'
	? standard()
	: {
		fd: openSync(target.path, 'a'), owned: true, wholeWriteBytes: fileWholeBytes, nonBlocking: false,
	};
