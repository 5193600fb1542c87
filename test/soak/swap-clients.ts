import {EventEmitter, once} from 'node:events';
import type {ClientHttp2Session} from 'node:http2';
import https from 'node:https';
import type {IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {askHttp2, connectHttp2} from '../helpers/http2-client.js';

export type SwapClientName = 'HTTP/1.1 on a kept connection' | 'HTTP/1.1 on new connections' | 'HTTP/2 on a kept connection' | 'HTTP/2 on new connections';

/** On a connection of HTTP/2. */
const requestsAtOnce = 4;

/** Asks until it is stopped. */
class SwapClient {
	readonly name: SwapClientName;
	readonly surprises: string[] = [];
	answered = 0;
	readonly #ask: () => Promise<number>;
	readonly #close: () => Promise<void> | void;
	readonly #events = new EventEmitter();
	#isStopped = false;

	/**
	@param name
	@param ask - Sends requests, and returns how many were answered as they should; rejects where one was not.
	@param close - Closes what it has open.
	*/
	constructor(name: SwapClientName, ask: () => Promise<number>, close: () => Promise<void> | void = () => {}) {
		this.name = name;
		this.#ask = ask;
		this.#close = close;
	}

	async run(): Promise<void> {
		while (!this.#isStopped) {
			try {
				// eslint-disable-next-line no-await-in-loop -- One after the other.
				this.answered += await this.#ask();
			} catch (error) {
				this.surprises.push(`${this.name}: ${(error as Error).message}`);
			}

			this.#events.emit('end');
		}

		await this.#close();
	}

	/** Resolves when the requests that are under way have ended, and others that follow them. */
	async nextEnd(signal: AbortSignal): Promise<void> {
		await once(this.#events, 'end', {signal});
		await once(this.#events, 'end', {signal});
	}

	stop(): void {
		this.#isStopped = true;
	}
}

const expect = (status: number | undefined, body: string): void => {
	if (status !== 200 || body !== 'ok') {
		throw new Error(`status ${status}, body ${JSON.stringify(body)}`);
	}
};

const askHttp1 = async (port: number, agent: https.Agent | false): Promise<number> => {
	const sent = https.get({host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false, agent, headers: {host: 'localhost'}});
	const [response] = await once(sent, 'response') as [IncomingMessage];
	expect(response.statusCode, await text(response));
	return 1;
};

const askOn = async (session: ClientHttp2Session): Promise<number> => {
	const answers = await Promise.all(Array.from({length: requestsAtOnce}, async () => askHttp2(session, {':authority': 'localhost'})));
	for (const {status, body} of answers) {
		expect(status, body);
	}

	return answers.length;
};

/** One of each kind. */
export const swapClients = (port: number): readonly SwapClient[] => {
	const agent = new https.Agent({keepAlive: true, maxSockets: 1});
	let connecting: Promise<ClientHttp2Session> | undefined;
	return [
		new SwapClient('HTTP/1.1 on a kept connection', async () => askHttp1(port, agent), () => {
			agent.destroy();
		}),
		new SwapClient('HTTP/1.1 on new connections', async () => askHttp1(port, false)),
		new SwapClient('HTTP/2 on a kept connection', async () => {
			connecting ??= connectHttp2(port, {servername: 'localhost'});
			return askOn(await connecting);
		}, async () => {
			const session = await connecting;
			session?.destroy();
		}),
		new SwapClient('HTTP/2 on new connections', async () => {
			const session = await connectHttp2(port, {servername: 'localhost'});
			try {
				return await askOn(session);
			} finally {
				session.destroy();
			}
		}),
	];
};
