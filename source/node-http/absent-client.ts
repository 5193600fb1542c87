import type {Buffer} from 'node:buffer';
import {Duplex} from 'node:stream';

/** Stands in for the client's connection of a replay: nothing to read, and writes succeed at once. */
export class AbsentClient extends Duplex {
	/** Of the recorded client's connection. */
	readonly remoteAddress: string;
	readonly localPort: number;

	/**
	@param remoteAddress - Of the recorded client's connection.
	@param localPort - Of the recorded client's connection.
	*/
	constructor(remoteAddress: string, localPort: number) {
		// Data is discarded, so back-pressure is not needed.
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
