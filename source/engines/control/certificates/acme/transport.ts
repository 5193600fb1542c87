import {Agent, request} from 'node:https';
import type {IncomingHttpHeaders, IncomingMessage} from 'node:http';
import {tlsFailureReason} from '../../../../model/tls-failure.js';
import {AcmeError} from './acme-error.js';

export type TransportResponse = {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
};

export type TransportRequest = {
	readonly method: 'GET' | 'HEAD' | 'POST';
	readonly url: string;
	readonly body?: string;
};

const timeoutMs = 30_000;
/** Far longer than any chain of certificates. */
const maxBodyBytes = 1024 * 1024;

const readBody = async (response: IncomingMessage): Promise<string> => {
	let body = '';
	response.setEncoding('utf8');
	for await (const chunk of response) {
		body += String(chunk);
		if (body.length > maxBodyBytes) {
			throw new Error(`its response is longer than ${maxBodyBytes} bytes`);
		}
	}

	return body;
};

/** Requests to an authority over HTTPS (RFC 8555 §6.1). */
export class Transport {
	readonly #agent: Agent;
	readonly #userAgent: string;
	readonly #ended = new AbortController();

	/** @param ca - Authorities of the server's certificate, as PEM; those of Node.js if undefined. */
	constructor(ca: string | undefined, version: string) {
		this.#agent = new Agent({keepAlive: true, maxSockets: 4, ca});
		this.#userAgent = `proxy-tui/${version}`;
	}

	/** @throws {AcmeError} When there is no response. */
	async send(wanted: TransportRequest): Promise<TransportResponse> {
		try {
			return await this.#exchange(wanted);
		} catch (error) {
			throw new AcmeError(`The authority at ${new URL(wanted.url).host} cannot be reached: ${this.#reason(error as NodeJS.ErrnoException)}`, {cause: error});
		}
	}

	/** Breaks off what is under way. */
	stop(): void {
		this.#ended.abort();
		this.#agent.destroy();
	}

	async #exchange(wanted: TransportRequest): Promise<TransportResponse> {
		const {method, url, body} = wanted;
		const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
		const outgoing = request(url, {
			method,
			agent: this.#agent,
			signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(timeoutMs)]),
			headers: {'user-agent': this.#userAgent, ...(body !== undefined && {'content-type': 'application/jose+json'})},
		}, resolve);
		outgoing.on('error', reject);
		outgoing.end(body);
		try {
			const response = await promise;
			return {status: response.statusCode!, headers: response.headers, body: await readBody(response)};
		} catch (error) {
			// The other end may close an idle connection at the moment of the next request.
			if (outgoing.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
				return this.#exchange(wanted);
			}

			throw error;
		}
	}

	#reason({code, message, name}: NodeJS.ErrnoException): string {
		if (name === 'AbortError') {
			return `it has not answered within ${timeoutMs / 1000} s`;
		}

		const tlsReason = tlsFailureReason(code ?? '');
		return tlsReason === undefined ? message : `${tlsReason}; give the authority of its own certificate with --acme-ca`;
	}
}
