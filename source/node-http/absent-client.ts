import type {Buffer} from 'node:buffer';
import {Duplex} from 'node:stream';

/** A connection without a client: nothing to read, and writes succeed at once. */
export class AbsentClient extends Duplex {
	/** As the client's connection told. */
	readonly remoteAddress: string;
	readonly localPort: number;

	/**
	@param remoteAddress - The other end of the connection that it stands for.
	@param localPort - This end of it.
	*/
	constructor(remoteAddress: string, localPort: number) {
		// Discarded data needs no back-pressure.
		super({writableHighWaterMark: Number.MAX_SAFE_INTEGER});
		this.remoteAddress = remoteAddress;
		this.localPort = localPort;
	}

	override _read(): void {}

	override _write(_chunk: Buffer, _encoding: BufferEncoding, onWritten: () => void): void {
		onWritten();
	}

	destroySoon(): void {
		this.destroy();
	}

	resetAndDestroy(): this {
		return this.destroy();
	}
}
