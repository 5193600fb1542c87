import type {Buffer} from 'node:buffer';
import {Duplex} from 'node:stream';

/** Stands in for the client's connection of a replay: nothing to read, and writes succeed at once. */
export class AbsentClient extends Duplex {
	/** Of the recorded client's connection. */
	readonly remoteAddress: string;
	readonly localPort: number;
	/** As a TLS connection has it. */
	readonly encrypted: boolean;

	/**
	@param remoteAddress - Of the recorded client's connection.
	@param localPort - Of the recorded client's connection.
	@param encrypted - Whether that used TLS.
	*/
	constructor(remoteAddress: string, localPort: number, encrypted: boolean) {
		// Data is discarded, so back-pressure is not needed.
		super({writableHighWaterMark: Number.MAX_SAFE_INTEGER});
		this.remoteAddress = remoteAddress;
		this.localPort = localPort;
		this.encrypted = encrypted;
	}

	/** As of a TLS connection without a certificate of the client. */
	getPeerX509Certificate(): undefined {}

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
