import type {KeyObject} from 'node:crypto';
import type * as z from 'zod';
import {AcmeError} from './acme-error.js';
import {jsonWebKey, signedByKey} from './jws.js';
import {directoryResource, problemResource, type Directory} from './resources.js';
import {retryAfterMs} from './retry-after.js';
import type {Transport, TransportResponse} from './transport.js';

/** An authority may refuse any nonce (RFC 8555 §6.5); one that refuses so many in a row is at fault. */
const maxNonces = 20;
const maxKeptNonces = 10;
/** A certificate lives longer than an authority keeps to its addresses. */
const directoryAgeMs = 3_600_000;

const problemPrefix = 'urn:ietf:params:acme:error:';

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** What a refusal says (RFC 8555 §6.7, RFC 9457). */
const refusalOf = (url: string, {status, headers, body}: TransportResponse): AcmeError => {
	const {type, detail} = problemResource.safeParse(parseJson(body)).data ?? {};
	return new AcmeError(`The authority at ${new URL(url).host} has refused: ${detail ?? `status ${status}`}`, {
		type: type?.startsWith(problemPrefix) === true ? type.slice(problemPrefix.length) : undefined,
		retryAfterMs: retryAfterMs(headers['retry-after'], Date.now()),
	});
};

export type Reply<Resource> = {
	readonly resource: Resource;
	readonly location: string | undefined;
	readonly retryAfterMs: number | undefined;
};

/** Signed requests to an authority. */
export class AcmeSession {
	readonly #transport: Pick<Transport, 'send'>;
	readonly #directoryUrl: string;
	readonly #nonces: string[] = [];
	#directory: {readonly resource: Directory; readonly readAt: number} | undefined;

	constructor(transport: Pick<Transport, 'send'>, directoryUrl: string) {
		this.#transport = transport;
		this.#directoryUrl = directoryUrl;
	}

	/** @throws {AcmeError} */
	async directory(): Promise<Directory> {
		if (this.#directory === undefined || performance.now() - this.#directory.readAt > directoryAgeMs) {
			const {resource} = await this.get(this.#directoryUrl, directoryResource);
			this.#directory = {resource, readAt: performance.now()};
		}

		return this.#directory.resource;
	}

	/** What may be read by all. */
	async get<Resource>(url: string, schema: z.ZodType<Resource>): Promise<Reply<Resource>> {
		const response = await this.#transport.send({method: 'GET', url});
		if (response.status !== 200) {
			throw refusalOf(url, response);
		}

		return this.#reply(url, response, schema);
	}

	/**
	@param url
	@param payload - Undefined to read only.
	@param signer - The account; undefined kid for a request that makes one.
	@param schema
	@throws {AcmeError}
	*/
	async post<Resource>(url: string, payload: unknown, signer: Signer, schema: z.ZodType<Resource>): Promise<Reply<Resource>> {
		return this.#reply(url, await this.#postSigned(url, payload, signer), schema);
	}

	/** A chain of certificates, as PEM (RFC 8555 §7.4.2). */
	async download(url: string, signer: Signer): Promise<string> {
		const {body} = await this.#postSigned(url, undefined, signer);
		return body;
	}

	async #postSigned(url: string, payload: unknown, {key, kid}: Signer): Promise<TransportResponse> {
		for (let left = maxNonces; ; left--) {
			// eslint-disable-next-line no-await-in-loop -- Each request needs the nonce of the one before.
			const nonce = this.#nonces.pop() ?? await this.#newNonce();
			const header = {nonce, url, ...(kid === undefined ? {jwk: jsonWebKey(key)} : {kid})};
			// eslint-disable-next-line no-await-in-loop -- The same.
			const response = await this.#transport.send({method: 'POST', url, body: JSON.stringify(signedByKey(key, header, payload))});
			this.#keepNonce(response);
			if (response.status < 300) {
				return response;
			}

			const refusal = refusalOf(url, response);
			if (refusal.type !== 'badNonce' || left === 1) {
				throw refusal;
			}
		}
	}

	async #newNonce(): Promise<string> {
		const {newNonce} = await this.directory();
		const response = await this.#transport.send({method: 'HEAD', url: newNonce});
		const nonce = response.headers['replay-nonce'];
		if (typeof nonce !== 'string') {
			throw refusalOf(newNonce, response);
		}

		return nonce;
	}

	#keepNonce({headers}: TransportResponse): void {
		const nonce = headers['replay-nonce'];
		if (typeof nonce === 'string' && this.#nonces.length < maxKeptNonces) {
			this.#nonces.push(nonce);
		}
	}

	#reply<Resource>(url: string, {headers, body}: TransportResponse, schema: z.ZodType<Resource>): Reply<Resource> {
		const {data, error} = schema.safeParse(parseJson(body));
		if (error) {
			throw new AcmeError(`The authority at ${new URL(url).host} has sent what cannot be understood: ${error.issues[0]?.message ?? 'no JSON'}`, {cause: error});
		}

		return {resource: data, location: headers.location, retryAfterMs: retryAfterMs(headers['retry-after'], Date.now())};
	}
}

/** Who signs requests: an account's key and, once there is an account, its URL. */
export type Signer = {
	readonly key: KeyObject;
	readonly kid: string | undefined;
};
