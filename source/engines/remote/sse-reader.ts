/** One message of a stream of server-sent events. */
export type ServerSentEvent = {
	/** @default message */
	readonly type: string;
	readonly data: string;
};

/** Limit of a message in characters, so that no server can fill the memory. */
const maxMessage = 1024 * 1024;

/** Reads server-sent events (HTML standard, section 9.2.6) from text as it arrives. */
export class SseReader {
	#rest = '';
	#type = '';
	#data: string[] = [];
	#size = 0;
	#id: string;
	#lastId: string;

	/** The id to resume after. */
	constructor(id: string) {
		this.#id = id;
		this.#lastId = id;
	}

	/** The id to resume after if the stream breaks: comes with a message, or alone. */
	get lastId(): string {
		return this.#lastId;
	}

	/** @throws {RangeError} When a message has no end. */
	read(text: string): ServerSentEvent[] {
		// A CR at the end may be one half of a line's end.
		const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/v);
		this.#rest = lines.pop()!;
		this.#size += text.length;
		if (this.#size > maxMessage) {
			throw new RangeError('A message of the event stream is too long.');
		}

		return lines.map(line => this.#readLine(line)).filter(event => event !== undefined);
	}

	#readLine(line: string): ServerSentEvent | undefined {
		if (line === '') {
			return this.#end();
		}

		const colon = line.indexOf(':');
		const name = colon === -1 ? line : line.slice(0, colon);
		const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /v, '');
		switch (name) {
			case 'event': {
				this.#type = value;
				break;
			}

			case 'data': {
				this.#data.push(value);
				break;
			}

			case 'id': {
				this.#id = value;
				break;
			}

			default:
				// A comment or an unused field.
		}

		return undefined;
	}

	#end(): ServerSentEvent | undefined {
		const event = {type: this.#type === '' ? 'message' : this.#type, data: this.#data.join('\n')};
		this.#lastId = this.#id;
		const isMessage = this.#data.length > 0;
		this.#type = '';
		this.#data = [];
		this.#size = this.#rest.length;
		return isMessage ? event : undefined;
	}
}
