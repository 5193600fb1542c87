import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import http, {type IncomingMessage} from 'node:http';
import https from 'node:https';
import {ControlError} from '../../model/control-error.js';
import type {AdminAddress} from './admin-address.js';
import {refusalOf} from './refusal.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type AdminClientOptions = {
	readonly address: AdminAddress;
	readonly token?: string | undefined;
	/** What to ask for as `Host`, where that is not what the address says. */
	readonly host?: string | undefined;
};

/** Without any byte coming in for that long, in milliseconds, a connection counts as lost. */
const silenceMs = 5000;

/** A command is answered once every worker acts on it. */
const commandSilenceMs = 15_000;

/** Connecting, headers and body may take that long together, in milliseconds: one byte now and then must not hold a script up for good. */
const exchangeMs = 10_000;
const commandExchangeMs = 20_000;

/** No state of a balancer is that large; whatever else answers shall not fill the memory. */
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

/** The request cannot have been acted on if it failed for one of these. */
const failsBeforeSending: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES', 'ENOTFOUND', 'EAI_AGAIN']);

const isJson = ({headers}: IncomingMessage): boolean => /^application\/(?:problem\+)?json\b/iv.test(headers['content-type'] ?? '');

/** Speaks with one admin API. */
export class AdminClient {
	readonly #address: AdminAddress;
	readonly #token: string | undefined;
	readonly #host: string | undefined;
	readonly #agent: http.Agent;
	/** Why requests were given up; what then fails tells of a closed connection alone. */
	readonly #reasons = new WeakMap<http.ClientRequest, Error>();

	constructor({address, token, host}: AdminClientOptions) {
		this.#address = address;
		this.#token = token;
		this.#host = host;
		this.#agent = this.#isSecure ? new https.Agent({keepAlive: true}) : new http.Agent({keepAlive: true});
	}

	/** As a person would write it. */
	get address(): string {
		return this.#address.text;
	}

	/**
	Asks for something that changes nothing.

	@returns The answer's JSON.
	@throws {ControlError}
	*/
	async read(path: string): Promise<unknown> {
		return this.#exchange('GET', path);
	}

	/**
	Gives a command.

	@returns The answer's JSON; undefined when there is none.
	@throws {ControlError}
	*/
	async command(method: Exclude<Method, 'GET'>, path: string, body?: unknown): Promise<unknown> {
		return this.#exchange(method, path, body);
	}

	/**
	Opens an answer that has no end.

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

	#request(method: Method, path: string, {headers, signal}: {headers?: Readonly<Record<string, string>>; signal?: AbortSignal}): http.ClientRequest {
		const {target} = this.#address;
		const options: https.RequestOptions = {
			...('socketPath' in target ? {socketPath: target.socketPath, host: 'localhost'} : target),
			method,
			path,
			// A connection that was kept may break just as it is used again, and a command must not be sent twice.
			agent: method === 'GET' && !signal ? this.#agent : false,
			timeout: method === 'GET' ? silenceMs : commandSilenceMs,
			headers: {
				Accept: 'application/json',
				...(this.#host !== undefined && {Host: this.#host}),
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

	#giveUp(request: http.ClientRequest, reason: string): void {
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

	async #answer(request: http.ClientRequest): Promise<unknown> {
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

	async #response(request: http.ClientRequest): Promise<IncomingMessage> {
		try {
			const [response] = await once(request, 'response') as [IncomingMessage];
			return response;
		} catch (error) {
			throw this.#lost(error, request);
		} finally {
			// What still goes wrong is told by the answer's own stream.
			request.on('error', () => {});
		}
	}

	async #readJson(response: IncomingMessage, request: http.ClientRequest): Promise<unknown> {
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

			// An answer that ends with its connection (RFC 9112 section 6.3) looks whole when that is cut off.
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

	#lost(error: unknown, request: http.ClientRequest): ControlError {
		const cause = this.#reasons.get(request) ?? error;
		const {code = '', message} = cause as NodeJS.ErrnoException;
		const reason = networkReasons[code] ?? message;
		const isUnsent = request.method === 'GET' || failsBeforeSending.has(code);
		const advice = isUnsent ? 'Check that an instance runs there, and its --admin-port and --admin-host.' : 'Whether the change was made is not known: check the status.';
		return new ControlError('not_connected', `Cannot reach ${this.address}: ${reason}. ${advice}`, {cause});
	}
}
