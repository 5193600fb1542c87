import {isIP} from 'node:net';
import * as z from 'zod';
import {isAuthority} from '../model/authority.js';
import {nearest} from './nearest.js';

/*
Each kind of value reads text (from flags and the environment) and native values (from files and JSON) alike. The message of
a failed check says what to give instead and reads on after a colon.
*/

export const wholeNumber = (min: number, max: number, placeholder = 'NUMBER') => {
	const error = `give a whole number from ${min} to ${max}`;
	return {
		placeholder,
		schema: z.preprocess(
			value => typeof value === 'string' && /^\d{1,15}$/v.test(value) ? Number(value) : value,
			z.int({error}).min(min, {error}).max(max, {error}),
		),
	};
};

export const portNumber = wholeNumber(0, 65_535, 'PORT');

const switchTexts = new Map([['true', true], ['yes', true], ['on', true], ['1', true], ['false', false], ['no', false], ['off', false], ['0', false]]);

/** Turned on or off; a flag of this kind takes no value. */
export const onOff = {
	schema: z.preprocess(
		value => typeof value === 'string' ? switchTexts.get(value.toLowerCase()) ?? value : value,
		z.boolean({error: 'give true or false'}),
	),
};

export const oneOf = <const Choice extends string>(choices: readonly Choice[], placeholder: string) => ({
	placeholder,
	schema: z.enum(choices, {
		error(issue) {
			const meant = typeof issue.input === 'string' && choices.length > 1 ? nearest(issue.input, choices) : undefined;
			return `give ${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
		},
	}),
});

const unitMs = {
	ms: 1, s: 1000, m: 60_000, h: 3_600_000,
};
const timePattern = /^(?<amount>\d{1,12}(?:\.\d{1,6})?)(?<unit>ms|[hms])$/v;

const toMilliseconds = (text: string): number | undefined => {
	const {amount, unit} = timePattern.exec(text)?.groups ?? {};
	return amount === undefined ? undefined : Math.round(Number(amount) * unitMs[unit as keyof typeof unitMs]);
};

/** A span of time written with its unit: `500ms`, `10s`, `1.5m`, `1h`. Parsed to whole milliseconds. */
export const timeSpan = (min: string, max: string) => {
	const allowed = `give a time from ${min} to ${max} with its unit, such as 500ms, 10s or 1m`;
	const hint = (value: unknown): string =>
		/^\d+(?:\.\d+)?$/v.test(String(value)) ? `; did you mean ${String(value)}s?` : '';

	return {
		placeholder: 'TIME',
		unit: 'ms' as const,
		schema: z.string({error: issue => `${allowed}${hint(issue.input)}`}).transform((text, context) => {
			const milliseconds = toMilliseconds(text);
			if (milliseconds === undefined || milliseconds < toMilliseconds(min)! || milliseconds > toMilliseconds(max)!) {
				context.addIssue({code: 'custom', message: `${allowed}${hint(text)}`});
				return z.NEVER;
			}

			return milliseconds;
		}),
	};
};

const isHostName = (text: string): boolean =>
	text.length <= 253 && /^\w(?:[\w\-.]*\w)?$/v.test(text) && !/^[\d.]+$/v.test(text);

/** An address to listen on; the brackets of an IPv6 address are left off. */
export const listenHost = {
	placeholder: 'HOST',
	schema: z.string({error: 'give an IP address or a host name, such as 127.0.0.1 or ::'})
		.transform(text => text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text)
		.refine(text => isIP(text) !== 0 || isHostName(text), {error: 'give an IP address or a host name, such as 127.0.0.1 or ::'}),
};

/** An IP address, with a port or without. */
export const dnsServerAddress = {
	placeholder: 'ADDRESS',
	schema: z.string({error: 'give an IP address, with a port or without, such as 127.0.0.1:8600'})
		.refine(text => isIP(/^\[(?<address>[^\]]+)\](?::\d{1,5})?$/v.exec(text)?.groups?.['address'] ?? (isIP(text) === 6 ? text : text.replace(/:\d{1,5}$/v, ''))) !== 0, {
			error: 'give an IP address, with a port or without, such as 127.0.0.1:8600',
		}),
};

/** What an Authorization header can carry (RFC 6750 section 2.1). */
export const bearerToken = {
	placeholder: 'TOKEN',
	schema: z.string({error: 'give a text'}).regex(/^[\w+\-.\/~]{1,256}=*$/v, {error: 'give up to 256 letters, digits and any of - . _ ~ + /'}),
};

/** The path of a request, as it stands in a request line (RFC 9112 section 3.2.1). */
export const requestPath = {
	placeholder: 'PATH',
	schema: z.string({error: 'give a path'}).regex(/^\/[^\s\P{ASCII}\p{Other}#]{0,2047}$/v, {error: 'give a path that starts with / and holds no spaces or #'}),
};

export const fileName = {
	placeholder: 'FILE',
	schema: z.string({error: 'give the name of a file'}).regex(/^[^\0]{1,4096}$/v, {error: 'give the name of a file'}),
};

/** A name or an address, with or without a port, as it stands in Host. */
export const authority = {
	placeholder: 'HOST',
	schema: z.string({error: 'give a host, such as example.com or example.com:8080'})
		.refine(text => isAuthority(text), {error: 'give a host, such as example.com or example.com:8080'}),
};

const prefixHint = 'give a path that starts with /, such as /api';

/** The first segments of a path; a slash at the end makes no difference. */
export const pathPrefix = {
	placeholder: 'PATH',
	schema: z.string({error: prefixHint})
		.transform(text => text.endsWith('/') ? text.slice(0, -1) : text)
		.refine(text => /^\/[^\s\P{ASCII}\p{Other}#?]{1,2047}$/v.test(text), {error: prefixHint}),
};

const byteUnits = {
	'': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30,
};
const sizeHint = 'give a number of bytes, such as 512KB, 10MB or 1GiB';

/** A number of bytes, with or without a unit. Parsed to whole bytes. */
export const byteCount = {
	placeholder: 'SIZE',
	schema: z.union([z.string(), z.number()], {error: sizeHint}).transform((given, context) => {
		const {amount, unit} = /^(?<amount>\d{1,12}(?:\.\d{1,6})?) ?(?<unit>(?:(?:[kmg]i?)?b)?)$/iv.exec(String(given))?.groups ?? {};
		const bytes = Math.round(Number(amount) * byteUnits[unit?.toLowerCase() as keyof typeof byteUnits]);
		if (!Number.isSafeInteger(bytes)) {
			context.addIssue({code: 'custom', message: sizeHint});
			return z.NEVER;
		}

		return bytes;
	}),
};
