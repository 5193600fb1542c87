import type {ServerResponse} from 'node:http';
import type {LogRecord} from '../../model/access-log-entry.js';
import type {Control} from '../../model/control.js';
import type {ControlEvent} from '../../model/event.js';
import {onceEach} from '../../model/once-each.js';
import {stopParsing} from '../../node-http/linger.js';
import {closeAfter} from '../../node-http/outgoing-message.js';
import {eventWire} from '../../wire/event.js';
import {requestWire} from '../../wire/request.js';
import {formatPosition, type StreamPosition} from './stream-position.js';

export type EventStreamOptions = {
	readonly response: ServerResponse;
	readonly control: Control;
	/** Name of this run of the program, see `formatPosition`. */
	readonly run: string;
	readonly from: StreamPosition;
	/** Whether it includes requests. */
	readonly hasRequests: boolean;
};

/** Poll interval of requests. */
const requestsMs = 250;
/** Interval of keep-alive comments. */
const heartbeatMs = 10_000;
/** Timeout of a stalled client. */
const timeoutMs = 5000;
/** Requests per batch; the rest is counted as skipped. */
const batchSize = 200;

/** Serialized once for all clients. */
const eventText = onceEach((event: ControlEvent) => JSON.stringify(eventWire.encode(event)));
const recordText = onceEach((record: LogRecord) => JSON.stringify(requestWire.encode(record)));

/**
A stream of server-sent events. It reads from bounded histories at its client's pace, and writes only once the client has received what came
before: a slow one costs one batch at most.
*/
export class EventStream {
	readonly #options: EventStreamOptions;
	readonly #timer: NodeJS.Timeout;
	readonly #unsubscribe: () => void;
	#event: number;
	#request: number;
	#writtenAt = performance.now();
	#isBusy = false;

	constructor(options: EventStreamOptions) {
		const {response, control, from} = options;
		this.#options = options;
		this.#event = from.event;
		this.#request = from.request;
		const {socket} = response;
		// Pipelined requests are not answered. Left unread, they would hide that the client has disconnected.
		closeAfter(response);
		if (socket) {
			stopParsing(socket);
		}

		response.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no'});
		// An id without data moves the client's position without an event.
		this.#write(`retry: 1000\nid: ${this.#position()}\n\n`);
		this.#timer = setInterval(() => {
			void this.#advance();
		}, requestsMs);
		this.#unsubscribe = control.subscribe(() => {
			void this.#advance();
		});
		response.on('drain', () => {
			void this.#advance();
		});
		response.on('error', () => {});
		response.once('close', () => {
			this.#stop();
		});
		// A client that keeps reading has no reason to disconnect.
		socket?.once('end', () => {
			this.end();
		});
		void this.#advance();
		if (socket?.readableEnded) {
			this.end();
		}
	}

	/** Ends the stream; the client can resume. */
	end(): void {
		this.#stop();
		this.#options.response.end();
	}

	#stop(): void {
		clearInterval(this.#timer);
		this.#unsubscribe();
	}

	#write(text: string): void {
		this.#writtenAt = performance.now();
		this.#options.response.write(text);
	}

	#position(): string {
		return formatPosition(this.#options.run, {event: this.#event, request: this.#request});
	}

	/** @param data - JSON, which has no line break. */
	#say(type: string, data: string): string {
		return `event: ${type}\nid: ${this.#position()}\ndata: ${data}\n\n`;
	}

	/** Sends new events, once the client has received the previous ones. */
	async #advance(): Promise<void> {
		const {response} = this.#options;
		if (this.#isBusy || response.destroyed || response.writableEnded) {
			return;
		}

		if (response.writableNeedDrain) {
			if (performance.now() - this.#writtenAt > timeoutMs) {
				response.destroy();
			}

			return;
		}

		this.#isBusy = true;
		try {
			const text = await this.#events() + await this.#requests();
			if (response.destroyed || response.writableEnded) {
				return;
			}

			if (text !== '') {
				this.#write(text);
			} else if (performance.now() - this.#writtenAt > heartbeatMs) {
				this.#write(':\n\n');
			}
		} finally {
			this.#isBusy = false;
		}
	}

	async #events(): Promise<string> {
		const {events, skipped, last} = await this.#options.control.readEvents(this.#event);
		let text = skipped > 0 ? this.#say('skipped', JSON.stringify({events: skipped, requests: 0})) : '';
		for (const event of events) {
			this.#event = event.number!;
			text += this.#say(event.type, eventText(event));
		}

		this.#event = last;
		return text;
	}

	async #requests(): Promise<string> {
		const {control, hasRequests} = this.#options;
		if (!hasRequests) {
			return '';
		}

		const {records, skipped, last} = await control.readLog(this.#request, batchSize);
		let text = skipped > 0 ? this.#say('skipped', JSON.stringify({events: 0, requests: skipped})) : '';
		for (const record of records) {
			this.#request = record.number;
			text += this.#say('request', recordText(record));
		}

		this.#request = Math.max(last, this.#request);
		return text;
	}
}
