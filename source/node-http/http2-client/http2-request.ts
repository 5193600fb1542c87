import type {Buffer} from 'node:buffer';
import {constants, type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders} from 'node:http2';
import {http} from '../http.js';
import {Http2Answer, withoutPseudoFields} from './http2-answer.js';

export type Http2RequestOptions = {
	/** With pseudo-header fields. */
	readonly fields: OutgoingHttpHeaders & {readonly ':method': string};
	/** Whether a body follows, which is ended. */
	readonly hasBody: boolean;
	/** Whether the session has carried other requests before. */
	readonly isReused: boolean;
	/** Of all header fields of a response together. */
	readonly maxHeaderBytes: number;
};

/** The backend has not processed the request (RFC 9113 §8.7). */
export const unprocessed = 'ERR_HTTP2_UNPROCESSED';

const bytesOf = (fields: readonly string[]): number => fields.reduce((sum, {length}) => sum + length, 0);

/** A request on a stream of HTTP/2 in the form of a `ClientRequest`, with the same events. */
export class Http2Request extends http.OutgoingMessage {
	readonly method: string;
	/** As in a `ClientRequest`. */
	readonly reusedSocket: boolean;
	declare readonly writableFinished: boolean;
	declare readonly writableNeedDrain: boolean;
	readonly #stream: ClientHttp2Stream;
	#trailers: OutgoingHttpHeaders = {};
	#isAnswered = false;

	constructor(session: ClientHttp2Session, {fields, hasBody, isReused, maxHeaderBytes}: Http2RequestOptions) {
		super();
		this.method = fields[':method'];
		this.reusedSocket = isReused;
		const stream = session.request(fields, {endStream: !hasBody, waitForTrailers: hasBody});
		this.#stream = stream;
		stream.on('headers', (interim, _flags, raw: string[]) => {
			this.emit('information', {statusCode: interim[':status'], rawHeaders: withoutPseudoFields(raw)});
		});
		stream.once('response', (head, flags, raw: string[]) => {
			if (bytesOf(raw) > maxHeaderBytes) {
				// As the parser of HTTP/1.1 calls it.
				this.emit('error', Object.assign(new Error('headers too large'), {code: 'HPE_HEADER_OVERFLOW'}));
				this.destroy();
				return;
			}

			this.#isAnswered = true;
			// The lowest bit (RFC 9113 §6.2).
			const isOver = flags % 2 === constants.NGHTTP2_FLAG_END_STREAM;
			this.emit('response', new Http2Answer(this, stream, {status: head[':status']!, raw, isOver}));
		});
		stream.once('wantTrailers', () => {
			stream.sendTrailers(this.#trailers);
		});
		stream.on('drain', () => {
			this.emit('drain');
		});
		stream.once('finish', () => {
			this.emit('finish');
		});
		stream.on('error', (error: NodeJS.ErrnoException) => {
			this.emit('error', this.#meaningOf(error));
		});
		stream.once('close', () => {
			this.destroyed = true;
			this.emit('close');
		});
	}

	static {
		// Node's types have them as properties, which accessors cannot override.
		Object.defineProperties(this.prototype, {
			writableFinished: {
				get(this: Http2Request): boolean {
					return this.#stream.writableFinished;
				},
			},
			writableNeedDrain: {
				get(this: Http2Request): boolean {
					return this.#stream.writableNeedDrain;
				},
			},
		});
	}

	/** How a stream that was reset ended. */
	get resetCode(): number {
		return this.#stream.rstCode ?? constants.NGHTTP2_NO_ERROR;
	}

	override write(chunk: Buffer): boolean {
		// An empty one is there to send the head of a message of node:http, which has been sent here.
		return chunk.length === 0 || this.#stream.destroyed || this.#stream.write(chunk);
	}

	override end(): this {
		if (!this.#stream.destroyed) {
			this.#stream.end();
		}

		return this;
	}

	override addTrailers(fields: unknown): void {
		this.#trailers = Object.fromEntries(fields as ReadonlyArray<readonly [string, string]>);
	}

	override destroy(): this {
		if (!this.#stream.closed) {
			this.#stream.close(constants.NGHTTP2_CANCEL);
		}

		return this;
	}

	#meaningOf(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
		return this.#isAnswered || this.#stream.rstCode !== constants.NGHTTP2_REFUSED_STREAM
			? error
			: Object.assign(new Error('stream refused', {cause: error}), {code: unprocessed});
	}
}
