import type {Buffer} from 'node:buffer';
import {connect, type LookupFunction, type Socket} from 'node:net';
import {readPastRefusedWrites} from '../../../../node-http/refused-write.js';
import {addressAttemptMs} from '../../../../model/address-attempt.js';
import type {BackendTarget} from '../forwarding/backend-target.js';
import type {Deadlines, Timed} from './deadlines.js';
import {type Guarded, guarded} from './guarded.js';
import type {ReadBuffers} from './read-buffers.js';

/** The exchange that a connection carries: called with what happens to the connection. */
export type BackendUser = Guarded & {
	onConnected(): void;
	/**
	@param bytes
	@param end - Of what has come.
	@param isOwn - Whether they may be written without a copy; see {@link BackendConnection.lend}.
	@returns Whether more may be read; if not, {@link BackendConnection.resume} follows.
	*/
	onBytes(bytes: Buffer, end: number, isOwn: boolean): boolean;
	/** It takes more again. */
	onBackendDrain(): void;
	/** It takes nothing more, but may have answered before. */
	onRefusedWrite(): void;
	/** It says nothing more. */
	onBackendEnd(): void;
	/** @param error - Undefined if none was told. */
	onBackendClosed(error: NodeJS.ErrnoException | undefined): void;
};

export type BackendConnectionOptions = {
	readonly target: BackendTarget;
	readonly lookup: LookupFunction;
	readonly deadlines: Deadlines;
	readonly buffers: ReadBuffers;
	/** Of the PROXY protocol, to begin with. */
	readonly proxyHeader: Uint8Array | undefined;
	/** No longer idle: it has ended, or sent bytes that no request asked for. */
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
	#own: Buffer | undefined;
	/** Whose write holds the own buffer; undefined if none does. */
	#writer: Socket | undefined;

	constructor(options: BackendConnectionOptions, user: BackendUser) {
		const {target, lookup, deadlines, buffers, proxyHeader} = options;
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
				// Asked after each read.
				buffer: () => this.#own ?? buffers.shared,
				callback: (length, bytes) => this.#onRead(length, bytes) ?? true,
			},
		});
		if (proxyHeader !== undefined) {
			this.socket.write(proxyHeader);
		}

		deadlines.add(this);
		this.socket.once('connect', guarded(this, () => {
			this.user?.onConnected();
		}));
		this.socket.on('drain', guarded(this, () => {
			this.user?.onBackendDrain();
		}));
		this.socket.once('end', this.#onEnd);
		this.socket.on('error', error => {
			this.#error = error;
		});
		this.socket.once('close', this.#onClose);
		readPastRefusedWrites(this.socket, () => {
			this.#onRefusedWrite();
			return this.user !== undefined;
		});
	}

	/** Gives it to an exchange. */
	take(user: BackendUser): void {
		this.user = user;
		this.isReused = true;
		this.deadline = Infinity;
	}

	/** To be called in a read: its exchange is over, and all was as it should be. */
	rest(milliseconds: number): void {
		this.#releaseOwn();
		this.user = undefined;
		this.deadline = performance.now() + milliseconds;
	}

	/** Its exchange no longer needs it, and no other can use it. */
	destroy(): void {
		this.user = undefined;
		this.socket.destroy();
		this.#releaseOwn();
	}

	/** To be called in a read: the next one is into an own buffer, or into a larger one, if there is any. */
	readAhead(): void {
		const larger = this.#options.buffers.take(this.#own);
		if (larger !== undefined) {
			this.#releaseOwn();
			this.#own = larger;
		}
	}

	/** What was read last is held by a write until it is {@link reclaim | reclaimed}; nothing may be read meanwhile. */
	lend(writer: Socket): void {
		this.#writer = writer;
	}

	/** That write is done. */
	reclaim(): void {
		this.#writer = undefined;
		this.socket.resume();
	}

	resume(): void {
		if (this.#writer === undefined) {
			this.socket.resume();
		}
	}

	/** It was idle for too long. */
	onDeadline(): void {
		this.#endIdle();
	}

	onFault(): void {
		this.user?.onFault();
		this.socket.destroy();
	}

	readonly #onRead = guarded(this, (length: number, bytes: Uint8Array): boolean => {
		const {user} = this;
		if (user === undefined) {
			// No request is open: these bytes must not be taken for the next response.
			this.#endIdle();
			return true;
		}

		return user.onBytes(bytes as Buffer, length, bytes === this.#own);
	});

	readonly #onRefusedWrite = guarded(this, () => {
		this.user?.onRefusedWrite();
	});

	readonly #onEnd = guarded(this, () => {
		if (this.user === undefined) {
			this.#endIdle();
		} else {
			this.user.onBackendEnd();
		}
	});

	readonly #onClose = guarded(this, () => {
		this.#options.deadlines.remove(this);
		if (this.user === undefined) {
			this.#endIdle();
		} else {
			this.user.onBackendClosed(this.#error);
		}
	});

	/** Nothing is read into it from now on. */
	#releaseOwn(): void {
		const {buffers} = this.#options;
		const own = this.#own;
		const writer = this.#writer;
		this.#own = undefined;
		this.#writer = undefined;
		if (own === undefined) {
			return;
		}

		if (writer === undefined) {
			buffers.release(own, true);
			return;
		}

		// Until then it counts as one that is in use.
		writer.write('', 'latin1', error => {
			buffers.release(own, !error);
		});
	}

	#endIdle(): void {
		this.#options.onIdleEnd(this);
		this.socket.destroy();
	}
}
