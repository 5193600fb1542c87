import type {Buffer} from 'node:buffer';
import type {IncomingHttpHeaders, ServerHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {http} from '../../../../node-http/http.js';
import {http1Fields} from './http1-fields.js';

export const http2Version = '2.0';

/** The request of an HTTP/2 stream in the form of node:http. Its body is left unread in the stream until it is asked for. */
export class StreamRequest extends http.IncomingMessage {
	override complete: boolean;
	override readonly httpVersion = http2Version;
	override readonly httpVersionMajor = 2;
	override readonly httpVersionMinor = 0;
	readonly #stream: ServerHttp2Stream;
	#isReading = false;

	/** @param socket - Of the client's connection, which carries other streams as well. */
	constructor(socket: Socket, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, rawHeaders: readonly string[]) {
		super(socket);
		const hasBody = !stream.endAfterHeaders;
		this.#stream = stream;
		this.complete = !hasBody;
		this.method = headers[':method']!;
		this.url = headers[':path'] ?? headers[':authority'] ?? '';
		this.headers = headers;
		this.rawHeaders = http1Fields(rawHeaders, hasBody);
	}

	override _read(): void {
		if (!this.#isReading) {
			this.#isReading = true;
			this.#stream.on('data', this.#onData);
			this.#stream.once('trailers', (_trailers, _flags, raw: string[]) => {
				this.rawTrailers = raw;
			});
			this.#stream.once('end', () => {
				this.complete = true;
				this.push(null);
			});
		}

		this.#stream.resume();
	}

	/** The connection stays open for other streams. */
	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		callback(error);
	}

	readonly #onData = (chunk: Buffer): void => {
		if (!this.push(chunk)) {
			this.#stream.pause();
		}
	};
}
