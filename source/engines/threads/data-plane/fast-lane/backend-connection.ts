import type {Buffer} from 'node:buffer';
import {connect, type LookupFunction, type Socket} from 'node:net';
import {readPastRefusedWrites} from '../../../../node-http/refused-write.js';
import {addressAttemptMs} from '../../../../model/address-attempt.js';
import type {BackendTarget} from '../forwarding/backend-target.js';
import type {Deadlines, Timed} from './deadlines.js';

/** What an exchange is told of the connection that carries it. */
export type BackendUser = {
	onConnected(): void;
	/** @returns Whether more may be read; if not, {@link BackendConnection.resume} follows. */
	onBytes(bytes: Buffer, end: number): boolean;
	/** It takes more again. */
	onBackendDrain(): void;
	/** It takes nothing more, but may have answered before. */
	onRefusedWrite(): void;
	/** It says nothing more. */
	onBackendEnd(): void;
	/** @param error - Undefined if none was told. */
	onBackendClosed(error: NodeJS.ErrnoException | undefined): void;
	/** Something in here went wrong. */
	onFault(): void;
};

export type BackendConnectionOptions = {
	readonly target: BackendTarget;
	readonly lookup: LookupFunction;
	readonly deadlines: Deadlines;
	/** Each reads into it and leaves nothing in it. */
	readonly readBuffer: Buffer;
	/** It is idle no longer: it has ended, or said what nobody asked for. */
	readonly onIdleEnd: (connection: BackendConnection) => void;
};

/** A connection to a backend. It belongs to one exchange at a time, or to none while it is idle. */
export class BackendConnection implements Timed {
	/** Of the time that it may be idle. */
	deadline = Infinity;
	place = 0;
	readonly target: BackendTarget;
	readonly socket: Socket;
	/** Whether it has carried an exchange before. */
	isReused = false;
	user: BackendUser | undefined;
	readonly #options: BackendConnectionOptions;
	#error: NodeJS.ErrnoException | undefined;

	constructor(options: BackendConnectionOptions, user: BackendUser) {
		const {target, lookup, deadlines, readBuffer} = options;
		this.#options = options;
		this.target = target;
		this.user = user;
		this.socket = connect({
			host: target.hostname.replaceAll(/^\[|\]$/gv, ''),
			port: target.port,
			lookup,
			autoSelectFamilyAttemptTimeout: addressAttemptMs,
			noDelay: true,
			onread: {
				buffer: readBuffer,
				callback: this.#onRead,
			},
		});
		deadlines.add(this);
		this.socket.once('connect', () => {
			this.user?.onConnected();
		});
		this.socket.on('drain', () => {
			this.user?.onBackendDrain();
		});
		this.socket.once('end', this.#onEnd);
		this.socket.on('error', error => {
			this.#error = error;
		});
		this.socket.once('close', this.#onClose);
		readPastRefusedWrites(this.socket, () => {
			this.user?.onRefusedWrite();
			return this.user !== undefined;
		});
	}

	/** Gives it to an exchange. */
	take(user: BackendUser): void {
		this.user = user;
		this.isReused = true;
		this.deadline = Infinity;
	}

	/** Its exchange is over, and all was as it should be. */
	rest(milliseconds: number): void {
		this.user = undefined;
		this.deadline = performance.now() + milliseconds;
	}

	/** Its exchange needs it no longer, and nobody else can have it. */
	destroy(): void {
		this.user = undefined;
		this.socket.destroy();
	}

	resume(): void {
		this.socket.resume();
	}

	/** It was idle for too long. */
	onDeadline(): void {
		this.#endIdle();
	}

	readonly #onRead = (length: number, bytes: Uint8Array): boolean => {
		const {user} = this;
		if (user === undefined) {
			// Nobody has asked: what is said now must not be taken for the next answer.
			this.#endIdle();
			return true;
		}

		try {
			return user.onBytes(bytes as Buffer, length);
		} catch {
			// An exception here would end the worker.
			user.onFault();
			return true;
		}
	};

	readonly #onEnd = (): void => {
		if (this.user === undefined) {
			this.#endIdle();
		} else {
			this.user.onBackendEnd();
		}
	};

	readonly #onClose = (): void => {
		this.#options.deadlines.remove(this);
		if (this.user === undefined) {
			this.#endIdle();
		} else {
			this.user.onBackendClosed(this.#error);
		}
	};

	#endIdle(): void {
		this.#options.onIdleEnd(this);
		this.socket.destroy();
	}
}
