import type {Buffer} from 'node:buffer';
import type {OutgoingMessage} from 'node:http';
import {constants, type ClientHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {http} from '../http.js';

const colon = 0x3A;

/** `[name, value, …]` without pseudo-header fields. */
export const withoutPseudoFields = (raw: readonly string[]): string[] =>
	raw.filter((_, index) => raw[index - (index % 2)]!.codePointAt(0) !== colon);

/** What a response answers; the code tells how its stream was reset. */
type Asked = OutgoingMessage & {readonly resetCode: number};

/** A response of an HTTP/2 stream in the form of node:http. */
export class Http2Answer extends http.IncomingMessage {
	override readonly httpVersion = '2.0';
	override readonly httpVersionMajor = 2;
	override readonly httpVersionMinor = 0;
	/** As in node:http. */
	readonly req: Asked;
	readonly #stream: ClientHttp2Stream;

	/** @param isOver - Whether its head was the end of the stream. */
	constructor(request: Asked, stream: ClientHttp2Stream, {status, raw, isOver}: {readonly status: number; readonly raw: readonly string[]; readonly isOver: boolean}) {
		// Without one of its own: the connection carries other streams as well.
		super(undefined as unknown as Socket);
		this.req = request;
		this.#stream = stream;
		this.statusCode = status;
		this.statusMessage = http.STATUS_CODES[status] ?? '';
		this.rawHeaders = withoutPseudoFields(raw);
		this.complete = isOver;
		stream.pause();
		stream.on('data', (chunk: Buffer) => {
			if (!this.push(chunk)) {
				stream.pause();
			}
		});
		stream.once('trailers', (_trailers, _flags, rawTrailers: string[]) => {
			this.rawTrailers = rawTrailers;
		});
		stream.once('end', this.#onEnd);
		stream.once('close', () => {
			if (!this.readableEnded && !this.complete) {
				this.destroy();
			}
		});
	}

	override _read(): void {
		this.#stream.resume();
	}

	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		if (!this.complete && !this.#stream.closed) {
			this.#stream.close(constants.NGHTTP2_CANCEL);
		}

		callback(error);
	}

	/** Node ends what it reads of a stream that is reset, or whose connection is lost, as well. */
	readonly #onEnd = (): void => {
		const {rstCode, aborted, session} = this.#stream;
		if (rstCode === constants.NGHTTP2_NO_ERROR && !aborted && session?.destroyed !== true) {
			this.complete = true;
			this.push(null);
		} else {
			this.destroy();
		}
	};
}
