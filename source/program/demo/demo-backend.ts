import {once} from 'node:events';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {http} from '../../node-http/http.js';
import {integerBetween, type Random} from './random-numbers.js';
import {findRoute} from './demo-routes.js';

export type DemoBackendOptions = {
	readonly name: string;
	/** Range of response times in milliseconds. */
	readonly latencyMs: readonly [number, number];
	/** Share of 500 responses, 0 to 1. */
	readonly failureShare: number;
	readonly random: Random;
};

const listenRetryMs = 1000;

/** A small web server on loopback that can go down, and come back on the same port. */
export class DemoBackend {
	readonly #options: DemoBackendOptions;
	#server: Server | undefined;
	#port = 0;
	#retry: NodeJS.Timeout | undefined;

	constructor(options: DemoBackendOptions) {
		this.#options = options;
	}

	#listen(): Server {
		const server = http.createServer((request, response) => {
			this.#serve(request, response);
		});
		server.listen(this.#port, '127.0.0.1', () => {
			this.#port = (server.address() as AddressInfo).port;
		});
		this.#server = server;
		return server;
	}

	#serve(request: IncomingMessage, response: ServerResponse): void {
		const {latencyMs, random} = this.#options;
		const [least, most] = latencyMs;
		request.resume();
		// The square makes most responses fast and a few slow.
		const timer = setTimeout(() => {
			this.#answer(request, response);
		}, least + ((most - least) * (random() ** 2)));
		response.on('close', () => {
			clearTimeout(timer);
		});
	}

	#answer({method = 'GET', url: target = '/', headers}: IncomingMessage, response: ServerResponse): void {
		const {name, failureShare, random} = this.#options;
		const route = findRoute(method, target);

		// Health checks request the root, which never fails: a single 500 would take the backend down.
		if (route && target !== '/' && random() < failureShare) {
			response.writeHead(500, {'content-type': 'text/plain'}).end(`The ${name} demo backend failed, as it does now and then.\n`);
			return;
		}

		if (!route) {
			response.writeHead(200, {'content-type': 'text/plain'}).end(`This is the ${name} demo backend.\n`);
			return;
		}

		const status = route.status === 304 && headers['if-none-match'] === undefined ? 200 : route.status;
		const hasBody = status !== 204 && status !== 304;
		const body = new Uint8Array(hasBody ? integerBetween(random, ...route.bytes) : 0).fill('.'.codePointAt(0)!);
		response.writeHead(status, {
			...(hasBody && {'content-type': 'text/plain', 'content-length': body.length}),
			...(route.status === 304 && {etag: '"demo"'}),
			...(status === 302 && {location: '/'}),
		}).end(body);
	}

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	/** Listens on a free port. */
	async start(): Promise<void> {
		await once(this.#listen(), 'listening');
	}

	/** Refuses new connections and closes the others. */
	goDown(): void {
		clearTimeout(this.#retry);
		this.#server?.close();
		this.#server?.closeAllConnections();
		this.#server = undefined;
	}

	/** Listens on the same port again; waits while another program uses it. */
	comeBack(): void {
		this.#listen().on('error', () => {
			this.#retry = setTimeout(() => {
				this.comeBack();
			}, listenRetryMs);
		});
	}
}
