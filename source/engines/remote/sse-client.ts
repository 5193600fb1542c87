import type {IncomingMessage} from 'node:http';
import type {AdminClient} from './admin-client.js';
import {SseReader, type ServerSentEvent} from './sse-reader.js';

const firstRetryMs = 250;
const lastRetryMs = 5000;

/** Idle timeout in milliseconds; the server sends comments more often. */
const silenceMs = 45_000;

/** Follows a stream of server-sent events. Reconnects and resumes after the last event. */
export class SseClient {
	readonly #client: AdminClient;
	readonly #path: string;
	readonly #onEvent: (event: ServerSentEvent) => void;
	readonly #stopped = new AbortController();
	#timer: NodeJS.Timeout | undefined;
	#failures = 0;
	#lastId = '';

	constructor(client: AdminClient, path: string, onEvent: (event: ServerSentEvent) => void) {
		this.#client = client;
		this.#path = path;
		this.#onEvent = onEvent;
		void this.#open();
	}

	stop(): void {
		this.#stopped.abort();
		clearTimeout(this.#timer);
	}

	async #open(): Promise<void> {
		try {
			const response = await this.#client.stream(this.#path, {
				Accept: 'text/event-stream',
				...(this.#lastId !== '' && {'Last-Event-ID': this.#lastId}),
			}, this.#stopped.signal);
			this.#failures = 0;
			await this.#follow(response);
		} catch {
			// Reconnects however it ended.
			this.#failures++;
		}

		if (!this.#stopped.signal.aborted) {
			this.#timer = setTimeout(() => {
				void this.#open();
			}, Math.min(firstRetryMs * (2 ** this.#failures), lastRetryMs));
		}
	}

	async #follow(response: IncomingMessage): Promise<void> {
		const reader = new SseReader(this.#lastId);
		response.setEncoding('utf8');
		response.socket.setTimeout(silenceMs, () => {
			response.destroy();
		});
		for await (const text of response as AsyncIterable<string>) {
			for (const event of reader.read(text)) {
				this.#onEvent(event);
			}

			this.#lastId = reader.lastId;
		}
	}
}
