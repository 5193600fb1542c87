import type {IncomingMessage} from 'node:http';
import {http} from '../../../../node-http/http.js';
import {isTaken} from '../../../../node-http/ignore-upgrades.js';
import {http2Version, StreamRequest} from '../http2/stream-request.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import {type RequestHeaders, sortHeaders, type SortedHeaders} from '../headers/request-headers.js';
import {type ClientPeer, clientPeer} from './client-peer.js';
import {maxHeaderBytes} from './request-limits.js';
import type {ReadableField, ReceivedForwarding, RequestHead} from './request-head.js';

/** The parser accepts the methods of RTSP as well. */
const methodsOfHttp = new Set(http.METHODS);

/** As lines of HTTP/1.1. */
const fieldBytes = (fields: readonly string[]): number => {
	let bytes = 0;
	for (const text of fields) {
		bytes += text.length + 2;
	}

	return bytes;
};

/** HTTP/2 has no request line: one that claims to be of it is of no version. */
const versionOf = (request: IncomingMessage): string =>
	request.httpVersion === http2Version && !(request instanceof StreamRequest) ? `${http2Version} in a request line` : request.httpVersion;

/** The head of a request that node:http has parsed. */
export class IncomingHead implements RequestHead, SortedHeaders {
	readonly method: string;
	target: string;
	readonly httpVersion: string;
	readonly rawFields: readonly string[];
	readonly userAgent: string | undefined;
	readonly peer: ClientPeer;
	readonly upgrade: string | undefined;
	readonly headers = Object.create(null) as RequestHeaders;
	host: string | undefined;
	contentLength: string | undefined;
	transferEncoding: string | undefined;
	expect: string | undefined;
	te: string | undefined;
	via: string | undefined;
	forwarded: ReceivedForwarding | undefined;
	readonly #request: IncomingMessage;

	constructor(request: IncomingMessage, upgrade: string | undefined) {
		this.method = request.method!;
		this.target = request.url!;
		this.httpVersion = versionOf(request);
		this.rawFields = request.rawHeaders;
		this.userAgent = request.headers['user-agent'];
		this.peer = clientPeer(request.socket);
		this.upgrade = upgrade;
		this.#request = request;
	}

	get fieldCount(): number {
		return this.rawFields.length / 2;
	}

	get isTaken(): boolean {
		return isTaken(this.#request);
	}

	sort(isTrusted: boolean): LocalReply | undefined {
		// The parser of HTTP/1.1 has this limit itself.
		if (this.httpVersion === '2.0' && fieldBytes(this.rawFields) > maxHeaderBytes) {
			return localReplies.headersTooLarge;
		}

		if (this.#request instanceof StreamRequest && this.#request.isMisdirected) {
			return localReplies.misdirected;
		}

		return methodsOfHttp.has(this.method)
			? sortHeaders(this.rawFields, this.#request.headers.connection, isTrusted, this)
			: localReplies.methodNotSupported;
	}

	get(name: ReadableField): string | readonly string[] | undefined {
		return this.headers[name];
	}

	set(name: string, value: string | string[]): void {
		this.headers[name] = value;
	}

	remove(name: ReadableField): void {
		Reflect.deleteProperty(this.headers, name);
	}

	/** Replaces target and header fields of the request by those for backends. */
	apply(): void {
		this.#request.url = this.target;
		this.#request.headers = this.headers;
	}
}
