import {Buffer} from 'node:buffer';
import type {Exchange} from '../exchange.js';
import {clientFields} from '../headers/client-fields.js';
import {httpDate} from '../headers/http-date.js';
import type {ChunkedSink} from './chunked-scanner.js';
import type {ClientSide} from './client-side.js';
import {incomplete} from './field-scanner.js';
import type {FastLaneContext} from './fast-lane-context.js';
import {MessageBody} from './message-body.js';
import {DirectSink} from './out-buffer.js';
import type {ResponseFraming, ResponseHead} from './response-head.js';
import {interimResponseText, responseText} from './response-text.js';

/** What a backend has sent so far amounts to. */
export type RelayOutcome =
	| 'unfinished'
	| 'whole'
	| 'malformed'
	/** A head is larger than it may be. */
	| 'oversized'
	/** The backend switches to a protocol that no request asked for. */
	| 'switched';

const switchingProtocols = 101;
const noContent = 204;
const longBytes = 128 * 1024;

/**
The way of one backend's answer to the client. Nothing is sent of an answer that breaks in the piece in which its head ends.

    head ── 1xx ──▶ head
      └── final ──▶ body ──▶ whole
*/
export class AnswerRelay {
	/** Whether an answer has begun to go to the client. */
	isBegun = false;
	/** Whether the backend's connection can carry another exchange. */
	isPersistent = false;
	keepAliveSeconds: number | undefined;
	readonly #lane: FastLaneContext;
	readonly #client: ClientSide;
	readonly #exchange: Exchange;
	readonly #method: string;
	/** Of a head whose end has not come. */
	#unfinished: Buffer | undefined;
	#framing: ResponseFraming = 'none';
	#body: MessageBody | undefined;
	#directSink: DirectSink | undefined;

	constructor(lane: FastLaneContext, client: ClientSide, exchange: Exchange, method: string) {
		this.#lane = lane;
		this.#client = client;
		this.#exchange = exchange;
		this.#method = method;
	}

	/** Whether the end of the connection is that of the answer. */
	get endsWithConnection(): boolean {
		return this.isBegun && this.#framing === 'until-close';
	}

	/** Whether so much more is to come that it is worth reading with a buffer of its own. */
	get isLong(): boolean {
		return this.#body !== undefined && this.#body.left !== Infinity ? this.#body.left > longBytes : this.#framing !== 'none' && this.#exchange.responseBytes > longBytes;
	}

	get #direct(): DirectSink {
		this.#directSink ??= new DirectSink(this.#client.socket);
		return this.#directSink;
	}

	/**
	@param bytes - Left alone after that, unless they are own ones.
	@param end
	@param isUploading - Whether the client is in the middle of its body.
	@param isOwn - Whether they may be written without a copy.
	*/
	take(bytes: Buffer, end: number, isUploading: boolean, isOwn: boolean): RelayOutcome {
		if (this.isBegun) {
			return this.#takeBody(bytes, end, isOwn);
		}

		const all = this.#unfinished === undefined ? bytes : Buffer.concat([this.#unfinished, bytes.subarray(0, end)]);
		const endOfAll = this.#unfinished === undefined ? end : all.length;
		const {responseHead, maxResponseHeaderBytes} = this.#lane;
		let start = 0;
		this.#unfinished = undefined;
		for (;;) {
			const behind = responseHead.read(all, start, endOfAll);
			if ((behind === incomplete ? endOfAll : behind) - start > maxResponseHeaderBytes) {
				return 'oversized';
			}

			if (behind === incomplete) {
				this.#unfinished = Buffer.from(all.subarray(start, endOfAll));
				return 'unfinished';
			}

			if (behind < 0) {
				return 'malformed';
			}

			if (!responseHead.isInterim) {
				return this.#begin(responseHead, all, behind, endOfAll, isUploading);
			}

			if (responseHead.status === switchingProtocols) {
				return 'switched';
			}

			this.#relayInterim(responseHead);
			start = behind;
		}
	}

	/** The connection has ended, and the answer with it. */
	end(): void {
		this.#client.socket.write('0\r\n\r\n', 'latin1');
	}

	/**
	Whether the client is to go on with its body is for this proxy to say. A backend may send any number of these, and who does not
	read those before is not helped by one more.
	*/
	#relayInterim(head: ResponseHead): void {
		const {socket} = this.#client;
		if (head.status !== 100 && !socket.writableNeedDrain) {
			socket.write(interimResponseText(head), 'latin1');
		}
	}

	#begin(head: ResponseHead, bytes: Buffer, start: number, end: number, isUploading: boolean): RelayOutcome {
		const framing = head.framing(this.#method);
		this.#framing = framing;
		if (framing === 'chunked') {
			this.#body = new MessageBody({kind: 'chunked', isLenient: true});
		} else if (framing === 'length') {
			this.#body = new MessageBody({kind: 'length', length: head.contentLength!});
		}

		if (isUploading && !head.isPersistent) {
			// It does not want the rest of the body, which the client may be spared (RFC 9112 §9.5).
			this.#client.isLast = true;
		}

		const {out} = this.#lane;
		const text = this.#text(head);
		out.begin(text);
		const behind = this.#relayPiece(bytes, start, end, out);
		if (behind < 0) {
			return 'malformed';
		}

		this.isBegun = true;
		this.keepAliveSeconds = head.keepAliveSeconds;
		this.isPersistent = head.isPersistent && framing !== 'until-close' && behind === end;
		this.#exchange.responseStarted(head.status);
		this.#exchange.headSent(text);
		return this.#send();
	}

	#takeBody(bytes: Buffer, end: number, isOwn: boolean): RelayOutcome {
		const {out} = this.#lane;
		out.begin('');
		const behind = this.#relayPiece(bytes, 0, end, isOwn ? this.#direct : out);
		if (behind !== end) {
			this.isPersistent = false;
		}

		const outcome = this.#send();
		return behind < 0 ? 'malformed' : outcome;
	}

	/** @returns Behind what belongs to the answer; see `ChunkedScanner.scan`. */
	#relayPiece(bytes: Buffer, start: number, end: number, sink: ChunkedSink): number {
		if (this.#body !== undefined) {
			return this.#body.take(bytes, start, end, sink);
		}

		if (this.#framing === 'none' || start === end) {
			return start;
		}

		sink.takeText(`${(end - start).toString(16)}\r\n`);
		sink.takeBytes(bytes, start, end);
		sink.takeText('\r\n');
		this.#exchange.responsePassed(end - start);
		return end;
	}

	#send(): RelayOutcome {
		this.#lane.out.send(this.#client.socket);
		if (this.#body === undefined) {
			return this.#framing === 'none' ? 'whole' : 'unfinished';
		}

		this.#exchange.responsePassed(this.#body.bytes);
		return this.#body.isWhole ? 'whole' : 'unfinished';
	}

	#text(head: ResponseHead): string {
		this.#client.foreseeEnd();
		const {changes, pseudonym, keepAliveSeconds} = this.#lane;
		const fields = clientFields(changes.changesResponses ? head.list() : [], head, this.#exchange, {changes, pseudonym});
		return responseText(head, {
			...changes.changesResponses ? {fields, own: []} : {own: fields},
			contentLength: head.status === noContent ? undefined : head.contentLength,
			isChunked: this.#framing === 'chunked' || this.#framing === 'until-close',
			isLast: this.#client.isLast,
			keepAliveSeconds,
			date: httpDate(),
		});
	}
}
