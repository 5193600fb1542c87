import type {IncomingMessage} from 'node:http';
import type * as z from 'zod';
import type {Control} from '../model/control.js';

export type Answer = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON; no body when it is left out. */
	readonly body?: unknown;
};

export type RouteContext = {
	readonly control: Control;
	/** Of this program. */
	readonly version: string;
	readonly request: IncomingMessage;
	/** What stands in the place of `:id`. */
	readonly id: string;
};

/** One thing the admin API can do. */
export type Route = {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** With `:id` in the place of a backend's id. */
	readonly path: string;
	/** One sentence without a full stop. */
	readonly summary: string;
	/** What the body of a good answer looks like. */
	readonly answer?: z.ZodType;
	handle(context: RouteContext): Answer | Promise<Answer>;
};
