import type {Buffer} from 'node:buffer';
import {constants, type OutgoingHttpHeaders, type ServerHttp2Stream, type ServerStreamResponseOptions} from 'node:http2';
import {Deadline} from '../../../../node-http/deadline.js';
import {http} from '../../../../node-http/http.js';
import {markEnded} from '../../../../node-http/outgoing-message.js';
import {resetStream} from '../../../../node-http/reset-stream.js';
import {setSentHead} from '../../../../node-http/sent-head.js';
import type {Exchange} from '../exchange.js';
import {hasField} from '../headers/field-list.js';
import {headText} from '../headers/head-text.js';
import {httpDate} from '../headers/http-date.js';
import {localReplies} from '../local-reply.js';
import {http2Fields} from './http2-fields.js';
import type {StreamRequest} from './stream-request.js';

const {NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR, NGHTTP2_HTTP_1_1_REQUIRED} = constants;

/** How long a client has to read the last bytes. */
const lastBytesMs = 5000;
/** With more frames that wait to be sent, the client does not read. */
const maxQueuedFrames = 64;
/** Statuses whose responses have no content (RFC 9110 §6.4.1). node:http2 ends their streams with the head. */
const withoutContent = new Set([204, 205, 304]);

/** The response of an HTTP/2 stream in the form of node:http. Without a socket: the connection carries other streams as well. */
export class StreamResponse extends http.ServerResponse {
	/** Whether all of it has been sent. */
	declare readonly writableFinished: boolean;
	declare readonly writableLength: number;
	readonly #stream: ServerHttp2Stream;
	readonly #lastBytes = new Deadline();
	/** Undefined until it is written, and once it is sent. */
	#head: OutgoingHttpHeaders | undefined;
	#hasContent = true;
	#trailers: OutgoingHttpHeaders = {};
	/** Writes that have not been sent yet. */
	#unsent = 0;
	#isBroken = false;
	#resetCode: number = NGHTTP2_INTERNAL_ERROR;
	#isTunnel = false;

	constructor(request: StreamRequest, stream: ServerHttp2Stream) {
		super(request);
		this.#stream = stream;
		// Otherwise no trailers would be relayed.
		this.chunkedEncoding = true;
		// Followed by 'close'.
		stream.on('error', () => {});
		stream.on('drain', () => {
			this.emit('drain');
		});
		stream.once('aborted', () => {
			// After a reset with NO_ERROR, it would wait for its body to be read.
			if (!this.#isBroken) {
				stream.destroy();
			}
		});
		stream.once('finish', () => {
			if (!request.complete && !this.#isBroken) {
				// The client need not send the rest of its body (RFC 9113 §8.1).
				stream.close(NGHTTP2_NO_ERROR);
			}
		});
		stream.once('close', () => {
			this.#lastBytes.clear();
			this.destroyed = true;
			if (!this.#isTunnel) {
				this.emit('close');
			}
		});
	}

	static {
		// Node's types have them as properties, which accessors cannot override.
		Object.defineProperties(this.prototype, {
			writableFinished: {
				get(this: StreamResponse): boolean {
					// A stream that was reset has finished as well.
					const {writableFinished, rstCode, aborted} = this.#stream;
					return this.writableEnded && writableFinished && rstCode === NGHTTP2_NO_ERROR && !aborted;
				},
			},
			writableLength: {
				get(this: StreamResponse): number {
					return this.#stream.writableLength;
				},
			},
		});
	}

	/** @param fields - `[name, value, …]` */
	override writeHead(status: number, _reason?: unknown, fields: unknown = []): this {
		const list = fields as readonly string[];
		const head = http2Fields(list, {':status': status});
		this.#hasContent = this.req.method !== 'HEAD' && !withoutContent.has(status);
		if (withoutContent.has(status) && status !== 304) {
			Reflect.deleteProperty(head, 'content-length');
		}

		head.date ??= httpDate();
		this.#head = head;
		this.statusCode = status;
		setSentHead(this, headText(`HTTP/2.0 ${status} `, hasField(list, 'date') ? list : [...list, 'Date', head.date]));
		return this;
	}

	override write(chunk: Buffer): boolean {
		this.#sendHead(false);
		if (chunk.length === 0 || !this.#hasContent || this.#isBroken) {
			return true;
		}

		this.#unsent++;
		return this.#stream.write(chunk, this.#onSent);
	}

	override end(chunk?: unknown): this {
		const body = this.#hasContent ? chunk as Buffer | undefined : undefined;
		markEnded(this);
		if (this.#isBroken) {
			return this;
		}

		this.#sendHead(body === undefined);
		this.#stream.end(body);
		return this;
	}

	override addTrailers(fields: unknown): void {
		this.#trailers = http2Fields((fields as ReadonlyArray<readonly [string, string]>).flat());
	}

	override writeContinue(): void {
		this.writeInterim(100, []);
	}

	/**
	Consents to another protocol, for which the stream is left (RFC 8441 §4).

	@param fields - `[name, value, …]`
	*/
	openTunnel(fields: readonly string[]): void {
		this.#isTunnel = true;
		this.writeHead(200, undefined, fields);
		this.#sendHead(false);
	}

	/**
	Sends an interim response, unless the client does not read.

	@param fields - `[name, value, …]`
	*/
	writeInterim(status: number, fields: readonly string[]): void {
		const {session, headersSent, destroyed} = this.#stream;
		if (!headersSent && !destroyed && (session?.state.outboundQueueSize ?? Infinity) <= maxQueuedFrames) {
			this.#stream.additionalHeaders(http2Fields(fields, {':status': status}));
		}
	}

	/** Ends it early, so that the client cannot take it for complete. Bytes so far still arrive. */
	breakOff(code: number = NGHTTP2_INTERNAL_ERROR): void {
		if (this.#isBroken) {
			return;
		}

		this.#resetCode = code;
		this.#isBroken = true;
		if (this.#unsent > 0) {
			this.resetAfter(lastBytesMs);
		} else {
			this.reset();
		}
	}

	/** Ends it at once. */
	reset(code: number = this.#resetCode): void {
		this.#isBroken = true;
		resetStream(this.#stream, code);
	}

	/** Has the client repeat the request by HTTP/1.1 (RFC 9113 §7). */
	requireHttp1(exchange: Exchange): void {
		exchange.answeredByProxy(localReplies.http1Required);
		this.reset(NGHTTP2_HTTP_1_1_REQUIRED);
	}

	/** Ends it unless the client reads it in time. */
	resetAfter(milliseconds: number = lastBytesMs): void {
		this.#lastBytes.start(() => {
			this.reset();
		}, milliseconds);
	}

	#sendHead(isAll: boolean): void {
		const head = this.#head;
		if (head === undefined || this.#stream.destroyed || this.#stream.headersSent) {
			return;
		}

		this.#head = undefined;
		// Only a body without a length has trailers, since in HTTP/1.1 only chunks have.
		const waitForTrailers = !isAll && !this.#isTunnel && this.#hasContent && head['content-length'] === undefined;
		if (waitForTrailers) {
			this.#stream.once('wantTrailers', () => {
				if (!this.#isBroken && !this.#stream.closed) {
					this.#stream.sendTrailers(this.#trailers);
				}
			});
		}

		this.#stream.respond(head, {endStream: isAll, waitForTrailers, sendDate: false} as ServerStreamResponseOptions);
	}

	readonly #onSent = (): void => {
		this.#unsent--;
		if (this.#isBroken && this.#unsent === 0) {
			this.reset();
		}
	};
}
