import type {Fields} from '../../helpers/strict-message.js';

export type Message = {
	readonly startLine: string;
	readonly fields: Fields;
	readonly body: string;
	readonly trailers: Fields;
	readonly isComplete: boolean;
};

/** All that a lane did, as far as it is to be the same for all. */
export type Carried = {
	/** To each backend. The lanes have connections of their own, so these are in no order. */
	readonly toBackends: ReadonlyArray<ReadonlyArray<Message | string>>;
	readonly toClient: ReadonlyArray<Message | string>;
	readonly clientEnd: 'end' | 'reset' | 'open';
	readonly totals: Readonly<Record<string, unknown>>;
	readonly backends: readonly unknown[];
};

export type LoggedExchange = {readonly status: number; readonly error?: string | undefined} & Readonly<Record<string, unknown>>;

export type Outcome = Carried & {
	/** In no order: node:http reads ahead, so what is malformed may be told before the answer to the request before it. */
	readonly log: readonly LoggedExchange[];
};
