import * as z from 'zod';
import {Problem} from './problem.js';

/** Of a whole number that is exact in a query. */
export const largestNumber = 1e15;

/** A whole number, written in decimal digits. */
export const wholeNumberText = (min: number, max: number) => {
	const error = `give a whole number from ${min} to ${max}`;
	return z.string({error}).regex(/^\d{1,15}$/v, {error}).transform(Number).refine(value => value >= min && value <= max, {error});
};

/** `true` or `false`. */
export const booleanText = z.enum(['true', 'false'], {error: 'give true or false'}).transform(text => text === 'true');

const read = (target: string): Readonly<Record<string, string>> => {
	const start = target.indexOf('?');
	const members = new Map<string, string>();
	for (const [name, value] of new URLSearchParams(start === -1 ? '' : target.slice(start))) {
		if (members.has(name)) {
			throw new Problem(400, 'invalid_request', `The parameter "${name.slice(0, 40)}" is duplicated.`);
		}

		members.set(name, value);
	}

	return Object.fromEntries(members);
};

/**
Parses and validates the query.

@throws {Problem} 400.
*/
export const readQuery = <Schema extends z.ZodObject>(target: string, schema: Schema): z.output<Schema> => {
	const result = schema.safeParse(read(target));
	if (result.success) {
		return result.data;
	}

	const known = Object.keys(schema.shape).join(', ');
	throw new Problem(400, 'invalid_request', result.error.issues.map(issue => issue.code === 'unrecognized_keys'
		? `Unknown parameter "${issue.keys[0]!.slice(0, 40)}"; known: ${known}.`
		: `${issue.path.join('.')}: ${issue.message}.`).join(' '));
};
