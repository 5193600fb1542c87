import {
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** A process. Its number alone may be given to another one later. */
type Holder = {
	readonly pid: number;
	/** When it started, where the system tells it. */
	readonly start?: string | undefined;
};

/** By hand: each start with a saved state reads it, and a library for it would take 30 ms and 13 MB. */
const isHolder = (value: unknown): value is Holder => {
	const {pid, start} = new Object(value) as Partial<Record<keyof Holder, unknown>>;
	return Number.isSafeInteger(pid) && (pid as number) > 0 && (start === undefined || typeof start === 'string');
};

/** Index in `/proc/PID/stat`, counted from the end of the name, which may contain anything. */
const startIndex = 20;

/** Only Linux tells it. */
const startOf = (pid: number): string | undefined => {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')')).split(' ', 21)[startIndex];
	} catch {
		return undefined;
	}
};

const isRunning = ({pid, start}: Holder): boolean => {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// The process of another user.
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') {
			return false;
		}
	}

	return start === undefined || startOf(pid) === start;
};

/** The right to write a state file, for one process at a time. What a process left that was killed counts for nothing. */
export class StateLock {
	readonly #file: string;
	readonly #own: Holder = {pid: process.pid, start: startOf(process.pid)};

	constructor(stateFile: string) {
		const {dir, name} = path.parse(stateFile);
		this.#file = path.join(dir, `${name}.lock`);
	}

	#holder(): Holder | undefined {
		try {
			const holder: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
			return isHolder(holder) ? holder : undefined;
		} catch {
			// None, or one that was not written to its end.
			return undefined;
		}
	}

	/**
	Takes the lock, or makes sure that it is still held.

	@returns The process that has it instead.
	*/
	take(): number | undefined {
		const holder = this.#holder();
		if (holder?.pid === this.#own.pid && holder.start === this.#own.start) {
			return undefined;
		}

		if (holder && isRunning(holder)) {
			return holder.pid;
		}

		mkdirSync(path.dirname(this.#file), {recursive: true});
		const written = `${this.#file}.${process.pid}`;
		writeFileSync(written, JSON.stringify(this.#own));
		renameSync(written, this.#file);
		return undefined;
	}

	/** Leaves it to the next. */
	release(): void {
		if (this.#holder()?.pid === this.#own.pid) {
			rmSync(this.#file, {force: true});
		}
	}
}
