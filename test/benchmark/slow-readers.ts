import {type Buffer} from 'node:buffer';
import {once} from 'node:events';
import net from 'node:net';

const bodyBytes = 1024 * 1024;
/** For each piece that has been read; about 64 KiB. */
const pauseMs = 100;

/** Clients that read 1 MiB after 1 MiB slowly, until told to stop. */
export class SlowReaders {
	readonly #sockets: net.Socket[] = [];

	static async start(port: number, count: number): Promise<SlowReaders> {
		const readers = new SlowReaders();
		await Promise.all(Array.from({length: count}, async () => readers.#add(port)));
		return readers;
	}

	stop(): void {
		for (const socket of this.#sockets) {
			socket.destroy();
		}
	}

	async #add(port: number): Promise<void> {
		const socket = net.connect({port, host: '127.0.0.1'});
		this.#sockets.push(socket);
		await once(socket, 'connect');
		let seen = 0;
		const ask = (): void => {
			seen = 0;
			socket.write('GET /1m HTTP/1.1\r\nHost: localhost\r\n\r\n');
		};

		socket.on('data', (piece: Buffer) => {
			socket.pause();
			seen += piece.length;
			if (seen >= bodyBytes) {
				ask();
			}

			setTimeout(() => {
				socket.resume();
			}, pauseMs);
		});
		ask();
	}
}
