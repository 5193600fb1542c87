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
	/** The response has been taken over. */
	readonly status: 'taken-over';
};

export type RouteContext<Body = unknown, Query = unknown> = {
	/** The control on behalf of the client, for audit events. */
	readonly control: Control;
	/** Of this program. */
	readonly version: string;
	/** Whether the client can make changes and see secrets. */
	readonly maySteer: boolean;
	readonly streams: EventStreams;
	readonly metrics: () => Metrics;
	readonly openapi: () => unknown;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** The value of `:id` or `:number`. */
	readonly parameter: string;
	readonly query: Query;
	readonly body: Body;
};

/** Media types of a response other than JSON. */
export type OtherMedia = {readonly mediaTypes: readonly string[]};

/** A route of the admin API. Errors are thrown as problems and not listed here. */
export type Route = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** With `:id` for a backend's id, `:number` for a request's number. */
	readonly path: string;
	/** One sentence without a full stop. */
	readonly summary: string;
	/** Query parameters; anything is ignored without it. */
	readonly query?: z.ZodObject;
	/** Schema of the body, if there is one. */
	readonly body?: z.ZodType;
	/**
	In bytes.

	@default 65536
	*/
	readonly maxBody?: number;
	/** Whether a request without a body counts as one with an empty object. */
	readonly isBodyOptional?: true;
	/** Schemas of successful responses by status; null for those without a body. */
	readonly answers: Readonly<Record<number, z.ZodType | OtherMedia | null>>;
	/** Whether it reads or changes the versioned pool: the former get an `ETag`, the latter accept `If-Match`. */
	readonly isOfPool?: true;
	/** Required feature of the engine; without it, the route is not documented and answers `not_supported`. */
	readonly needs?: Ability;
	/** Whether it needs no token. */
	readonly isOpen?: true;
	/** Runs after validation, synchronously up to its effect, so that nothing comes in between. */
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
