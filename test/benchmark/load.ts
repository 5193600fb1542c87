import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import net from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';

/** As browsers send them. */
export const usualFields = [
	'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36',
	'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
	'Accept-Language: en-US,en;q=0.5',
	'Accept-Encoding: gzip, deflate, br',
	'Cookie: session=0123456789abcdef0123456789abcdef',
];

const request = Buffer.from(['GET /1k HTTP/1.1', 'Host: localhost', ...usualFields, '', ''].join('\r\n'));

/** A connection that carries one request after the other. */
class LoadConnection {
	readonly #socket: net.Socket;
	readonly #onAnswer: (connection: LoadConnection) => void;
	#expected = 0;
	#seen = 0;

	private constructor(socket: net.Socket, onAnswer: (connection: LoadConnection) => void) {
		this.#socket = socket;
		this.#onAnswer = onAnswer;
		socket.on('data', this.#onData);
	}

	static async open(port: number, onAnswer: (connection: LoadConnection) => void): Promise<LoadConnection> {
		const socket = net.connect({port, host: '127.0.0.1', noDelay: true});
		await once(socket, 'connect');
		return new LoadConnection(socket, onAnswer);
	}

	send(): void {
		this.#socket.write(request);
	}

	async close(): Promise<void> {
		this.#socket.end();
		await once(this.#socket, 'close');
	}

	readonly #onData = (chunk: Buffer): void => {
		if (this.#seen === 0) {
			const text = chunk.toString('latin1');
			if (!text.startsWith('HTTP/1.1 200')) {
				throw new Error(`Not answered with 200: ${text.slice(0, 200)}`);
			}

			this.#expected = text.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/iv.exec(text)![1]);
		}

		this.#seen += chunk.length;
		if (this.#seen >= this.#expected) {
			this.#seen = 0;
			this.#onAnswer(this);
		}
	};
}

/**
Sends that many requests over that many connections to a port of this machine, each when the answer to the last is whole.

@returns The latency of each, in milliseconds.
*/
export const load = async (port: number, requests: number, connections: number): Promise<number[]> => {
	let left = requests;
	const latencies: number[] = [];
	await Promise.all(Array.from({length: connections}, async () => {
		let sentAt = 0;
		const {promise: isDone, resolve: onDone} = Promise.withResolvers<void>();
		const send = (connection: LoadConnection): void => {
			if (left-- > 0) {
				sentAt = performance.now();
				connection.send();
			} else {
				onDone();
			}
		};

		const connection = await LoadConnection.open(port, answered => {
			latencies.push(performance.now() - sentAt);
			send(answered);
		});
		send(connection);
		await isDone;
		await connection.close();
	}));
	return latencies;
};

const tickMs = 1;

export type Pace = {
	readonly perSecond: number;
	readonly seconds: number;
	readonly connections: number;
};

/**
Sends requests at a pace, whether or not those before have been answered.

@returns The latency of each from when it was due, in milliseconds: one that waits for a free connection waits for the proxy.
*/
export const loadAtPace = async (port: number, {perSecond, seconds, connections}: Pace): Promise<number[]> => {
	const latencies: number[] = [];
	const due: number[] = [];
	const dueAt = new Map<LoadConnection, number>();
	const free: LoadConnection[] = [];
	const send = (): void => {
		while (due.length > 0 && free.length > 0) {
			const connection = free.shift()!;
			dueAt.set(connection, due.shift()!);
			connection.send();
		}
	};

	const all = await Promise.all(Array.from({length: connections}, async () => LoadConnection.open(port, connection => {
		latencies.push(performance.now() - dueAt.get(connection)!);
		free.push(connection);
		send();
	})));
	free.push(...all);
	const startedAt = performance.now();
	for (let sent = 0; sent < perSecond * seconds;) {
		await delay(tickMs);
		const now = performance.now();
		for (; sent < Math.min(((now - startedAt) * perSecond) / 1000, perSecond * seconds); sent++) {
			due.push(now);
		}

		send();
	}

	while (latencies.length < perSecond * seconds) {
		await delay(tickMs);
	}

	await Promise.all(all.map(async connection => connection.close()));
	return latencies;
};
