import {randomBytes} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Control} from '../../model/control.js';
import {Problem} from '../problem.js';
import type {EventStream} from './event-stream.js';
import {parsePosition, type StreamPosition} from './stream-position.js';

const maxStreams = 64;

/** All event streams. */
export class EventStreams {
	readonly #control: Control;
	readonly #run = randomBytes(6).toString('hex');
	readonly #streams = new Set<EventStream>();
	#isClosed = false;

	constructor(control: Control) {
		this.#control = control;
	}

	/**
	Opens a stream, resuming from the client's position.

	@throws {Problem} 503 if there are too many streams, or on shutdown.
	*/
	async open(request: IncomingMessage, response: ServerResponse, hasRequests: boolean): Promise<void> {
		const [{EventStream}, now] = await Promise.all([import('./event-stream.js'), this.#now()]);
		if (response.destroyed) {
			return;
		}

		this.#assertRoom();
		const given = parsePosition(this.#run, String(request.headers['last-event-id'])) ?? now;
		// A position in the future is invalid.
		const from = {event: Math.min(given.event, now.event), request: Math.min(given.request, now.request)};
		const stream = new EventStream({response, control: this.#control, run: this.#run, from, hasRequests});
		this.#streams.add(stream);
		response.once('close', () => {
			this.#streams.delete(stream);
		});
	}

	/** Ends all streams. */
	close(): void {
		this.#isClosed = true;
		for (const stream of this.#streams) {
			stream.end();
		}
	}

	#assertRoom(): void {
		if (this.#isClosed || this.#streams.size >= maxStreams) {
			throw new Problem(503, 'too_many_streams', `At most ${maxStreams} event streams may be open at once.`, {headers: {'Retry-After': '10'}});
		}
	}

	async #now(): Promise<StreamPosition> {
		const [events, requests] = await Promise.all([this.#control.readEvents(Number.MAX_SAFE_INTEGER), this.#control.readLog(Number.MAX_SAFE_INTEGER, 1)]);
		return {event: events.last, request: requests.last};
	}
}
