import {byProxy} from '../../model/actor.js';
import type {ControlEvent} from '../../model/event.js';
import type {Warning} from '../../model/warning.js';
import {eventWire} from '../../wire/event.js';
import type {AdminClient} from './admin-client.js';
import {SseClient} from './sse-client.js';
import type {ServerSentEvent} from './sse-reader.js';

/** Follows the events of an instance while there are subscribers. */
export class EventFeed {
	readonly #client: AdminClient;
	readonly #listeners = new Set<(event: ControlEvent) => void>();
	#stream: SseClient | undefined;

	constructor(client: AdminClient) {
		this.#client = client;
	}

	/** See `Control.subscribe`. */
	subscribe(listener: (event: ControlEvent) => void): () => void {
		this.#listeners.add(listener);
		this.#stream ??= new SseClient(this.#client, '/events?requests=false', event => {
			this.#read(event);
		});
		return () => {
			this.#listeners.delete(listener);
			if (this.#listeners.size === 0) {
				this.stop();
			}
		};
	}

	stop(): void {
		this.#stream?.stop();
		this.#stream = undefined;
	}

	/** Emits an event that the instance cannot report itself. */
	warn(warning: Warning): void {
		this.#tell({type: 'warning', warning, ...byProxy, at: Date.now()});
	}

	#read({data}: ServerSentEvent): void {
		const result = eventWire.reader.safeParse(JSON.parse(data));
		// A newer instance may send unknown events.
		if (result.success) {
			this.#tell(result.data);
		}
	}

	#tell(event: ControlEvent): void {
		for (const listener of this.#listeners) {
			listener(event);
		}
	}
}
