import {once} from 'node:events';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {createInterface} from 'node:readline';
import type {TestContext} from 'node:test';
import * as z from 'zod';
import {eventWire} from '../../source/wire/event.js';
import {requestWire} from '../../source/wire/request.js';

export type ReceivedEvent = {
	readonly type: string;
	readonly id: string;
	readonly data: Readonly<Record<string, unknown>>;
};

export type EventReader = {
	readonly response: IncomingMessage;
	/** The next event; undefined when the stream has ended. */
	next(): Promise<ReceivedEvent | undefined>;
	/** The id that came last, with or without an event. */
	lastId(): string;
	close(): void;
};

const documented: Readonly<Record<string, z.ZodType>> = {
	request: requestWire.schema,
	skipped: z.strictObject({events: z.int(), requests: z.int()}),
};

/** Reads server-sent events. */

async function * readEvents(response: IncomingMessage, onId: (id: string) => void): AsyncGenerator<ReceivedEvent, undefined> {
	let [type, id, data] = ['message', '', ''];
	try {
		for await (const line of createInterface({input: response, crlfDelay: Infinity})) {
			const {name, value} = /^(?<name>[a-z]+): ?(?<value>.*)$/v.exec(line)?.groups ?? {};
			type = name === 'event' ? value! : type;
			data = name === 'data' ? value! : data;
			id = name === 'id' ? value! : id;
			onId(id);
			if (line !== '') {
				continue;
			}

			if (data !== '') {
				yield {type, id, data: JSON.parse(data) as ReceivedEvent['data']};
			}

			[type, data] = ['message', ''];
		}
	} catch {
		// Cut off.
	}

	return undefined;
}

/** Listens to `/events`, until the test ends at the latest. */
export const listen = async (t: TestContext, port: number, {path = '/events', headers = {}}: {readonly path?: string; readonly headers?: Readonly<Record<string, string>>} = {}): Promise<EventReader> => {
	const request = httpRequest({host: '127.0.0.1', port, path, agent: false, headers});
	request.on('error', () => {});
	request.end();
	const [response] = await once(request, 'response') as [IncomingMessage];
	t.after(() => {
		request.destroy();
	});
	let lastId = '';
	const events = readEvents(response, id => {
		lastId = id;
	});
	return {
		response,
		async next() {
			const {value} = await events.next();
			if (value) {
				(documented[value.type] ?? eventWire.schema).parse(value.data);
			}

			return value;
		},
		lastId: () => lastId,
		close() {
			request.destroy();
		},
	};
};
