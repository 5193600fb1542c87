import * as z from 'zod';
import {isBackendId} from '../model/backend.js';
import {ControlError} from '../model/control-error.js';

/**
Reads what an admin API has answered. Members that are not known are left aside, so that a newer instance can be read.

@throws {ControlError} `unexpected_answer`
*/
export const decode = <Schema extends z.ZodType>(schema: Schema, json: unknown, address: string): z.output<Schema> => {
	const result = schema.safeParse(json);
	if (result.success) {
		return result.data;
	}

	const [{path, message}] = result.error.issues as [z.core.$ZodIssue];
	const where = path.length === 0 ? 'body' : path.join('.');
	throw new ControlError('unexpected_answer', `The answer of ${address} is not understood (${where}: ${message}); the proxy-tui there may be of another version.`, {cause: result.error});
};

/** An id of a backend; it goes into titles, paths and messages. */
export const backendId = z.string().refine(isBackendId, {error: 'an id looks like b1'});

/** A moment as milliseconds since the epoch. */
export const moment = z.iso.datetime().transform(text => Date.parse(text));

type Defined<Given> = {[Key in keyof Given as undefined extends Given[Key] ? never : Key]: Given[Key]}
	& {[Key in keyof Given as undefined extends Given[Key] ? Key : never]?: Exclude<Given[Key], undefined>};

/** The same without the members that are not there. JSON says null where the model leaves out. */
export const defined = <Given extends object>(given: Given): Defined<Given> =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<Given>;

/** Undefined in place of null, and of a member that an older instance does not have. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform(value => value ?? undefined);
