import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';

/** An answer with a Content-Length, as the soak's backends and the proxy itself give. */
export type RawAnswer = {
	readonly status: number;
	readonly head: string;
	readonly body: string;
};

/** One connection of a client that writes several requests itself, and reads their answers in order. */
export class RawConnection {
	readonly #socket: Socket;
	#received = '';
	#end: string | undefined;

	private constructor(socket: Socket) {
		this.#socket = socket;
		const end = (reason: string): void => {
			this.#end ??= reason;
			socket.emit('progress');
		};

		socket.on('data', (chunk: Buffer) => {
			this.#received += chunk.toString('latin1');
			socket.emit('progress');
		});
		socket.on('error', error => {
			end(error.message);
		});
		socket.on('close', () => {
			end('ended without an answer');
		});
	}

	/** @throws {Error} When the proxy does not accept it. */
	static async open(port: number): Promise<RawConnection> {
		const socket = connect({port, host: '127.0.0.1', noDelay: true});
		await once(socket, 'connect');
		return new RawConnection(socket);
	}

	send(text: string): void {
		this.#socket.write(Buffer.from(text, 'latin1'));
	}

	/** @throws {Error} When the connection ends before the answer does. */
	async answer(): Promise<RawAnswer> {
		for (;;) {
			const head = /^HTTP\/1\.1 (?<status>\d{3}).*?\r\n\r\n/sv.exec(this.#received);
			const length = Number(/\r\ncontent-length: *(?<length>\d+)/iv.exec(head?.[0] ?? '')?.groups!['length'] ?? 0);
			if (head !== null && this.#received.length >= head[0].length + length) {
				const body = this.#received.slice(head[0].length, head[0].length + length);
				this.#received = this.#received.slice(head[0].length + length);
				return {status: Number(head.groups!['status']), head: head[0], body};
			}

			if (this.#end !== undefined) {
				throw new Error(this.#end);
			}

			// eslint-disable-next-line no-await-in-loop -- bytes come one after the other
			await once(this.#socket, 'progress');
		}
	}

	close(): void {
		this.#socket.destroy();
	}
}
