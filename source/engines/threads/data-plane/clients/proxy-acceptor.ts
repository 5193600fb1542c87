import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import type {ClientConnectionSettings} from '../../../../model/wire-settings.js';
import {readProxyHeader, type ProxyHeader} from '../../../../model/proxy-protocol/read-proxy-header.js';
import {Deadline} from '../../../../node-http/deadline.js';
import {clientAddress} from '../admission/client-address.js';
import {TrustedPeers} from '../admission/trusted-peers.js';

const ignore = (): void => {};

/** Reads the header of the PROXY protocol that the configured peers begin their connections with. */
export class ProxyAcceptor {
	readonly #onRefused: (socket: Socket) => void;
	#peers: TrustedPeers | undefined;
	#timeoutMs = 0;

	/** @param onRefused - Called with a connection that begins with anything else, or with half a header. */
	constructor(onRefused: (socket: Socket) => void) {
		this.#onRefused = onRefused;
	}

	/** Applies to new connections. */
	configure({acceptProxy, headerTimeoutMs}: Pick<ClientConnectionSettings, 'acceptProxy' | 'headerTimeoutMs'>): void {
		this.#peers = acceptProxy.length === 0 ? undefined : new TrustedPeers(acceptProxy);
		this.#timeoutMs = headerTimeoutMs;
	}

	/**
	@param socket - Paused, as it is when it is called back.
	@param onReady - Called at once without a header for other peers; a connection that breaks off before its header's end is closed.
	*/
	accept(socket: Socket, onReady: (header: ProxyHeader | undefined) => void): void {
		if (this.#peers?.includes(clientAddress(socket.remoteAddress)) === true) {
			this.#read(socket, onReady);
		} else {
			onReady(undefined);
		}
	}

	#read(socket: Socket, onReady: (header: ProxyHeader) => void): void {
		let bytes = Buffer.alloc(0);
		const deadline = new Deadline();
		const stop = (): void => {
			deadline.clear();
			socket.off('data', onData);
			socket.off('end', giveUp);
			socket.off('close', stop);
			socket.off('error', ignore);
			socket.pause();
		};

		// A peer that has sent nothing, as some health checks do, is not worth a line in the log.
		const giveUp = (): void => {
			stop();
			if (bytes.length === 0) {
				socket.destroy();
			} else {
				this.#onRefused(socket);
			}
		};

		const onData = (piece: Buffer): void => {
			bytes = Buffer.concat([bytes, piece]);
			const header = readProxyHeader(bytes);
			if (header === 'incomplete') {
				return;
			}

			if (header === 'malformed') {
				giveUp();
				return;
			}

			stop();
			if (bytes.length > header.length) {
				socket.unshift(bytes.subarray(header.length));
			}

			onReady(header);
		};

		socket.on('data', onData);
		socket.once('end', giveUp);
		socket.once('close', stop);
		socket.on('error', ignore);
		deadline.start(giveUp, this.#timeoutMs);
		socket.resume();
	}
}
