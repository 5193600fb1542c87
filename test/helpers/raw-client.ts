import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {resetConnection} from '../../source/node-http/reset-connection.js';
import {type RawResponse, readResponse} from './raw-response.js';
import {StrictMessageError} from './strict-message.js';

/** A client that sends exactly the bytes it is given and reads answers strictly. */
export class RawClient {
	readonly socket: Socket;
	/** Resolves once the other end has ended or reset the connection. */
	readonly closed: Promise<'end' | 'reset'>;
	#received = '';
	#ended: 'end' | 'reset' | undefined;
	/** Where the next response begins. */
	#offset = 0;

	private constructor(socket: Socket) {
		this.socket = socket;
		socket.on('data', chunk => {
			this.#received += chunk.toString('latin1');
			socket.emit('progress');
		});
		this.closed = new Promise(resolve => {
			const end = (how: 'end' | 'reset') => () => {
				this.#ended ??= how;
				socket.emit('progress');
				resolve(this.#ended);
			};

			socket.once('end', end('end'));
			socket.once('error', end('reset'));
			socket.once('close', end('end'));
		});
	}

	/** A client on a connection of the test's own. */
	static on(socket: Socket): RawClient {
		return new RawClient(socket);
	}

	/** @param isTls - Whether it shakes hands before it sends; any certificate will do. The proxy may make it wait for that. */
	static async connect(port: number, isTls = false): Promise<RawClient> {
		// The proxy ending its side must not end ours, so that a test can see what it does with what follows.
		const carrier = connect({
			port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true,
		});
		const socket = isTls ? connectTls({socket: carrier, rejectUnauthorized: false}) : carrier;
		const client = new RawClient(socket);
		await once(carrier, 'connect');
		return client;
	}

	/** All that came in so far, one character a byte (latin1). */
	get received(): string {
		return this.#received;
	}

	/** @param bytes - A text holds one character a byte (latin1). */
	send(bytes: string | Uint8Array): void {
		this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
	}

	/** Ends this side only (FIN). */
	end(): void {
		this.socket.end();
	}

	/** Ends the connection at once: RST, or TLS that breaks off. */
	reset(): void {
		resetConnection(this.socket);
	}

	/** Stops and starts reading from the connection. */
	pause(): void {
		this.socket.pause();
	}

	resume(): void {
		this.socket.resume();
	}

	/**
	The next response; interim ones (1xx) are responses of their own.

	@param toHead - Whether it answers a HEAD request.
	@throws {StrictMessageError} What came is no response, or nothing came before the connection ended.
	*/
	async response(toHead = false): Promise<RawResponse> {
		for (;;) {
			const read = readResponse(this.#received, this.#offset, {toHead, ended: this.#ended});
			if (read !== undefined) {
				this.#offset = read.end;
				return read.response;
			}

			if (this.#ended !== undefined) {
				throw new StrictMessageError(`the connection ended (${this.#ended}) without a response; received: ${JSON.stringify(this.#received.slice(this.#offset))}`);
			}

			// eslint-disable-next-line no-await-in-loop -- Bytes come one after the other.
			await once(this.socket, 'progress');
		}
	}

	/** Resolves once a text has come in. */
	async untilReceived(text: string): Promise<void> {
		while (!this.#received.includes(text)) {
			if (this.#ended !== undefined) {
				throw new StrictMessageError(`the connection ended (${this.#ended}) before ${JSON.stringify(text)}; received: ${JSON.stringify(this.#received)}`);
			}

			// eslint-disable-next-line no-await-in-loop -- Bytes come one after the other.
			await once(this.socket, 'progress');
		}
	}
}
