import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import type {Agent, ClientRequest, IncomingMessage} from 'node:http';
import https from 'node:https';
import {http} from '../../node-http/http.js';
import {ControlError} from '../../model/control-error.js';
import type {AdminAddress} from './admin-address.js';
import {refusalOf} from './refusal.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type AdminClientOptions = {
	readonly address: AdminAddress;
	readonly token?: string | undefined;
	/** The `Host` to send, if it differs from the address. */
	readonly host?: string | undefined;
	/** What the client calls itself; the instance's events tell it. */
	readonly userAgent?: string;
};

/** Idle timeout of a connection, in milliseconds. */
const silenceMs = 5000;

/** Commands are answered once every worker has applied them. */
const commandSilenceMs = 15_000;

/** Timeout of a whole request, in milliseconds: a trickle of bytes must not block a script for ever. */
const exchangeMs = 10_000;
const commandExchangeMs = 20_000;

/** Larger than any status; another server must not fill the memory. */
const maxBytes = 128 * 1024 * 1024;

const networkReasons: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'the connection was closed',
	EHOSTUNREACH: 'the host cannot be reached',
	ENETUNREACH: 'the network cannot be reached',
	ENOENT: 'the socket does not exist',
	EACCES: 'permission denied',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'the name server does not respond',
};

/** Errors after which the request cannot have been processed. */
const failsBeforeSending: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES', 'ENOTFOUND', 'EAI_AGAIN']);

const isJson = ({headers}: IncomingMessage): boolean => /^application\/(?:problem\+)?json\b/iv.test(headers['content-type'] ?? '');

/** Client of an admin API. */
export class AdminClient {
	readonly #address: AdminAddress;
	readonly #token: string | undefined;
	readonly #host: string | undefined;
	readonly #userAgent: string | undefined;
	readonly #agent: Agent;
	/** Why requests were aborted; errors after that only report a closed connection. */
	readonly #reasons = new WeakMap<ClientRequest, Error>();

	constructor({address, token, host, userAgent}: AdminClientOptions) {
		this.#address = address;
		this.#token = token;
		this.#host = host;
		this.#userAgent = userAgent;
		this.#agent = this.#isSecure ? new https.Agent({keepAlive: true}) : new http.Agent({keepAlive: true});
	}

	/** For messages. */
	get address(): string {
		return this.#address.text;
	}

	/**
	Sends a safe request.

	@returns The response's JSON.
	@throws {ControlError}
	*/
	async read(path: string): Promise<unknown> {
		return this.#exchange('GET', path);
	}

	/**
	Sends a command.

	@returns The response's JSON; undefined without any.
	@throws {ControlError}
	*/
	async command(method: Exclude<Method, 'GET'>, path: string, body?: unknown): Promise<unknown> {
		return this.#exchange(method, path, body);
	}

	/**
	Opens a streaming response.

	@throws {ControlError}
	*/
	async stream(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IncomingMessage> {
		const request = this.#request('GET', path, {headers, signal});
		request.end();
		const response = await this.#response(request);
		if (response.statusCode !== 200) {
			throw refusalOf(this.address, response.statusCode!, isJson(response) ? await this.#readJson(response, request) : undefined);
		}

		return response;
	}

	close(): void {
		this.#agent.destroy();
	}

	get #isSecure(): boolean {
		const {target} = this.#address;
		return 'protocol' in target && target.protocol === 'https:';
	}

	#request(method: Method, path: string, {headers, signal}: {headers?: Readonly<Record<string, string>>; signal?: AbortSignal}): ClientRequest {
		const {target} = this.#address;
		const options: https.RequestOptions = {
			...('socketPath' in target ? {socketPath: target.socketPath, host: 'localhost'} : target),
			method,
			path,
			// A reused connection may be closed at that moment, and a command must not be sent twice.
			agent: method === 'GET' && !signal ? this.#agent : false,
			timeout: method === 'GET' ? silenceMs : commandSilenceMs,
			headers: {
				Accept: 'application/json',
				...(this.#host !== undefined && {Host: this.#host}),
				...(this.#userAgent !== undefined && {'User-Agent': this.#userAgent}),
				...(this.#token !== undefined && {Authorization: `Bearer ${this.#token}`}),
				...headers,
			},
			...(signal && {signal}),
		};
		const request = (this.#isSecure ? https : http).request(options);
		request.on('timeout', () => {
			this.#giveUp(request, `no response within ${options.timeout! / 1000} s`);
		});
		return request;
	}

	#giveUp(request: ClientRequest, reason: string): void {
		const error = new Error(reason);
		this.#reasons.set(request, error);
		request.destroy(error);
	}

	async #exchange(method: Method, path: string, body?: unknown): Promise<unknown> {
		const text = body === undefined ? undefined : JSON.stringify(body);
		const request = this.#request(method, path, {
			headers: text === undefined ? {} : {'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text))},
		});
		const limit = method === 'GET' ? exchangeMs : commandExchangeMs;
		const deadline = setTimeout(() => {
			this.#giveUp(request, `no complete response within ${limit / 1000} s`);
		}, limit);
		request.end(text);
		try {
			return await this.#answer(request);
		} finally {
			clearTimeout(deadline);
		}
	}

	async #answer(request: ClientRequest): Promise<unknown> {
		let response: IncomingMessage;
		try {
			response = await this.#response(request);
		} catch (error) {
			if (request.method === 'GET' && request.reusedSocket && (error as ControlError).code === 'not_connected') {
				this.#agent.destroy();
				return this.#exchange('GET', request.path);
			}

			throw error;
		}

		const status = response.statusCode!;
		const json = isJson(response) ? await this.#readJson(response, request) : undefined;
		response.resume();
		if (status < 200 || status > 299) {
			throw refusalOf(this.address, status, json);
		}

		if (json === undefined && status !== 204) {
			throw new ControlError('unexpected_answer', `${this.address} is not an admin API of proxy-tui. Give the address that --admin-port and --admin-host of the instance set.`);
		}

		return json;
	}

	async #response(request: ClientRequest): Promise<IncomingMessage> {
		try {
			const [response] = await once(request, 'response') as [IncomingMessage];
			return response;
		} catch (error) {
			throw this.#lost(error, request);
		} finally {
			// Later errors are reported by the response's stream.
			request.on('error', () => {});
		}
	}

	async #readJson(response: IncomingMessage, request: ClientRequest): Promise<unknown> {
		const chunks: Uint8Array[] = [];
		let size = 0;
		try {
			for await (const chunk of response as AsyncIterable<Uint8Array>) {
				size += chunk.length;
				if (size > maxBytes) {
					response.destroy();
					throw new ControlError('unexpected_answer', `The response of ${this.address} is larger than ${maxBytes} bytes.`);
				}

				chunks.push(chunk);
			}

			// A response delimited by close (RFC 9112 §6.3) looks complete when it is cut off.
			const reason = this.#reasons.get(request);
			if (reason) {
				throw reason;
			}
		} catch (error) {
			throw error instanceof ControlError ? error : this.#lost(error, request);
		}

		try {
			return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(Buffer.concat(chunks)));
		} catch (error) {
			throw new ControlError('unexpected_answer', `The response of ${this.address} is not JSON.`, {cause: error});
		}
	}

	#lost(error: unknown, request: ClientRequest): ControlError {
		const cause = this.#reasons.get(request) ?? error;
		const {code = '', message} = cause as NodeJS.ErrnoException;
		const reason = networkReasons[code] ?? message;
		const isUnsent = request.method === 'GET' || failsBeforeSending.has(code);
		const advice = isUnsent ? 'Check that an instance runs there, and its --admin-port and --admin-host.' : 'Whether the change was made is not known: check the status.';
		return new ControlError('not_connected', `Cannot reach ${this.address}: ${reason}. ${advice}`, {cause});
	}
}
