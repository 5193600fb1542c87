import type {IncomingMessage, ServerResponse} from 'node:http';
import type * as z from 'zod';
import type {Ability} from '../model/abilities.js';
import type {Control} from '../model/control.js';
import type {Metrics} from '../model/metrics.js';
import type {EventStreams} from './events/event-streams.js';

export type Answer = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON; no body when it and `text` are left out. */
	readonly body?: unknown;
	/** Sent as it is; its type is among the headers. */
	readonly text?: string;
} | {
	/** The response has been taken over, and is ended elsewhere. */
	readonly status: 'taken-over';
};

export type RouteContext<Body = unknown, Query = unknown> = {
	/** What it does is logged as done by whoever asks. */
	readonly control: Control;
	/** Of this program. */
	readonly version: string;
	/** Whether who asks may change things, and see secrets. */
	readonly maySteer: boolean;
	readonly streams: EventStreams;
	readonly metrics: () => Metrics;
	/** Tells of all routes. */
	readonly openapi: () => unknown;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** What stands in the place of `:id` or `:number`. */
	readonly parameter: string;
	readonly query: Query;
	readonly body: Body;
};

/** The types of an answer that is no JSON. */
export type OtherMedia = {readonly mediaTypes: readonly string[]};

/** One thing the admin API can do. What is refused is told as a problem, and is not listed here. */
export type Route = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** With `:id` in the place of a backend's id, `:number` in that of a request's number. */
	readonly path: string;
	/** One sentence without a full stop. */
	readonly summary: string;
	/** What may stand behind the question mark; anything, unread, without it. */
	readonly query?: z.ZodObject;
	/** What the body has to look like; there is none without it. */
	readonly body?: z.ZodType;
	/**
	In bytes.

	@default 65536
	*/
	readonly maxBody?: number;
	/** Whether a request without a body counts as one with an empty object. */
	readonly isBodyOptional?: true;
	/** What the good answers look like, by status; null for those without a body. */
	readonly answers: Readonly<Record<number, z.ZodType | OtherMedia | null>>;
	/** Whether it shows or changes what the version of the pool counts: the first get an `ETag`, the others heed `If-Match`. */
	readonly isOfPool?: true;
	/** What the engine has to be able to do; without it, the route is not documented and answers `not_supported`. */
	readonly needs?: Ability;
	/** Whether it is answered without a token as well. */
	readonly isOpen?: true;
	/** Everything has been checked. Acts before it first waits for anything, so that nothing comes in between. */
	handle(context: RouteContext): Answer | Promise<Answer>;
};

type GivenRoute<Body extends z.ZodType, Query extends z.ZodObject> = Omit<Route, 'body' | 'query' | 'handle'> & {
	readonly body?: Body;
	readonly query?: Query;
	handle(context: RouteContext<z.output<Body>, z.output<Query>>): Answer | Promise<Answer>;
};

/** A route whose handler knows the types of its body and its query. */
export const route = <Body extends z.ZodType = z.ZodType, Query extends z.ZodObject = z.ZodObject>(given: GivenRoute<Body, Query>): Route =>
	given;
