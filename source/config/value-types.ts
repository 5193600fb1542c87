import {isIP} from 'node:net';
import * as z from 'zod';
import {isAuthority} from '../model/authority.js';
import {hint} from '../model/nearest.js';
import {requestPathPattern, requestPathRule} from '../model/request-path.js';

/*
Each kind of value reads text (from flags and the environment) and native values (from files and JSON) alike. The message of
a failed check says what to give instead and reads on after a colon; `allowed` is the same without the verb. Where a value is
kept otherwise than a file has it, `write` is the way back.
*/

export const wholeNumber = (min: number, max: number, placeholder = 'NUMBER') => {
	const allowed = `a whole number from ${min} to ${max}`;
	const error = `give ${allowed}`;
	return {
		placeholder,
		allowed,
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
	allowed: 'true or false',
	schema: z.preprocess(
		value => typeof value === 'string' ? switchTexts.get(value.toLowerCase()) ?? value : value,
		z.boolean({error: 'give true or false'}),
	),
};

export const oneOf = <const Choice extends string>(choices: readonly Choice[], placeholder: string) => ({
	placeholder,
	allowed: choices.join(', '),
	choices,
	schema: z.enum(choices, {
		error(issue) {
			const meant = typeof issue.input === 'string' && choices.length > 1 ? hint(issue.input, choices) : '';
			return `give ${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}${meant}`;
		},
	}),
});

const unitMs = {
	ms: 1, s: 1000, m: 60_000, h: 3_600_000,
};
const timePattern = /^(?<amount>\d{1,12}(?:\.\d{1,6})?)(?<unit>ms|[hms])$/v;
/** The same for editors, which know nothing of named groups. */
const timeSyntax = String.raw`^\d{1,12}(\.\d{1,6})?(ms|[hms])$`;

const toMilliseconds = (text: string): number | undefined => {
	const {amount, unit} = timePattern.exec(text)?.groups ?? {};
	return amount === undefined ? undefined : Math.round(Number(amount) * unitMs[unit as keyof typeof unitMs]);
};

/** In the largest unit that needs no fraction: 90,000 as `90s`. */
export const writeTime = (milliseconds: unknown): string => {
	const [unit = 'ms', size = 1] = Object.entries(unitMs).findLast(([, ms]) => Number(milliseconds) % ms === 0 && Number(milliseconds) >= ms) ?? [];
	return milliseconds === 0 ? '0s' : `${Number(milliseconds) / size}${unit}`;
};

/** A span of time written with its unit: `500ms`, `10s`, `1.5m`, `1h`. Parsed to whole milliseconds. */
export const timeSpan = (min: string, max: string, mayBeNone = false) => {
	const allowed = `a time from ${min} to ${max} with its unit, such as 500ms, 10s or 1m${mayBeNone ? ', or 0s' : ''}`;
	const unitHint = (value: unknown): string =>
		/^\d+(?:\.\d+)?$/v.test(String(value)) ? `; did you mean ${String(value)}s?` : '';

	return {
		placeholder: 'TIME',
		allowed,
		unit: 'ms' as const,
		write: writeTime,
		schema: z.string({error: issue => `give ${allowed}${unitHint(issue.input)}`}).meta({pattern: timeSyntax}).transform((text, context) => {
			const milliseconds = toMilliseconds(text);
			const isNone = mayBeNone && milliseconds === 0;
			if (milliseconds === undefined || (milliseconds < toMilliseconds(min)! && !isNone) || milliseconds > toMilliseconds(max)!) {
				context.addIssue({code: 'custom', message: `give ${allowed}${unitHint(text)}`});
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
	allowed: 'an IP address or a host name, such as 127.0.0.1 or ::',
	schema: z.string({error: 'give an IP address or a host name, such as 127.0.0.1 or ::'})
		.transform(text => text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text)
		.refine(text => isIP(text) !== 0 || isHostName(text), {error: 'give an IP address or a host name, such as 127.0.0.1 or ::'}),
};

/** An IP address, with a port or without. */
export const dnsServerAddress = {
	placeholder: 'ADDRESS',
	allowed: 'an IP address, with a port or without, such as 127.0.0.1:8600',
	schema: z.string({error: 'give an IP address, with a port or without, such as 127.0.0.1:8600'})
		.refine(text => isIP(/^\[(?<address>[^\]]+)\](?::\d{1,5})?$/v.exec(text)?.groups?.['address'] ?? (isIP(text) === 6 ? text : text.replace(/:\d{1,5}$/v, ''))) !== 0, {
			error: 'give an IP address, with a port or without, such as 127.0.0.1:8600',
		}),
};

/** What an Authorization header can carry (RFC 6750 section 2.1). */
export const bearerToken = {
	placeholder: 'TOKEN',
	allowed: 'up to 256 letters, digits and any of - . _ ~ + /',
	schema: z.string({error: 'give a text'}).regex(/^[\w+\-.\/~]{1,256}=*$/v, {error: 'give up to 256 letters, digits and any of - . _ ~ + /'}),
};

const secretHint = 'give a text of 32 to 1024 characters, such as openssl rand -hex 32 prints';

/** A text from which a key is made. A shorter one could be guessed from what is signed with it. */
export const keySecret = {
	placeholder: 'TEXT',
	allowed: 'a text of 32 to 1024 characters',
	schema: z.string({error: secretHint}).regex(/^\P{Control}{32,1024}$/v, {error: secretHint}),
};

export const requestPath = {
	placeholder: 'PATH',
	allowed: requestPathRule,
	schema: z.string({error: 'give a path'}).regex(requestPathPattern, {error: `give ${requestPathRule}`}),
};

export const fileName = {
	placeholder: 'FILE',
	allowed: 'the name of a file',
	namesFile: true as const,
	schema: z.string({error: 'give the name of a file'}).regex(/^[^\0]{1,4096}$/v, {error: 'give the name of a file'}),
};

/** A name or an address, with or without a port, as it stands in Host. */
export const authority = {
	placeholder: 'HOST',
	allowed: 'a host, such as example.com or example.com:8080',
	schema: z.string({error: 'give a host, such as example.com or example.com:8080'})
		.refine(text => isAuthority(text), {error: 'give a host, such as example.com or example.com:8080'}),
};

const prefixHint = 'give a path that starts with /, such as /api';

/** The first segments of a path; a slash at the end makes no difference. */
export const pathPrefix = {
	placeholder: 'PATH',
	allowed: 'a path that starts with /, such as /api',
	schema: z.string({error: prefixHint})
		.transform(text => text.endsWith('/') ? text.slice(0, -1) : text)
		.refine(text => /^\/[^\s\P{ASCII}\p{Other}#?]{1,2047}$/v.test(text), {error: prefixHint}),
};

const nameHint = 'names, such as token, api_key or referer';

/** Names of parameters or header fields; several of them in one text are separated by commas or blanks. */
export const nameList = {
	placeholder: 'NAMES',
	allowed: nameHint,
	environmentSeparator: /[\s,]+/v,
	editorSchema: z.union([z.string(), z.array(z.string())]),
	schema: z.preprocess(
		value => [value].flat().flatMap(item => typeof item === 'string' ? item.split(/[\s,]+/v).filter(Boolean) : [item]),
		z.array(z.string({error: `give ${nameHint}`}).regex(/^[\w!$%*+.\-\[\]^~]{1,256}$/v, {error: `give ${nameHint}`})),
	),
};

const byteUnits = {
	'': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30,
};
const sizeHint = 'give a number of bytes, such as 512KB, 10MB or 1GiB';

/** In the largest unit that needs no fraction. */
const writeSize = (bytes: unknown): string => {
	const [unit, size] = [['GiB', 2 ** 30], ['GB', 1e9], ['MiB', 2 ** 20], ['MB', 1e6], ['KiB', 2 ** 10], ['KB', 1e3], ['', 1]]
		.find(([, each]) => Number(bytes) % Number(each) === 0 && Number(bytes) >= Number(each)) ?? ['', 1];
	return `${Number(bytes) / Number(size)}${unit}`;
};

/** A number of bytes, with or without a unit. Parsed to whole bytes. */
export const byteCount = {
	placeholder: 'SIZE',
	allowed: 'a number of bytes, such as 512KB, 10MB or 1GiB',
	write: writeSize,
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

const limitedByteCount = (range: string, min: string, max: string) => {
	const [minBytes, maxBytes] = [byteCount.schema.parse(min), byteCount.schema.parse(max)];
	return {
		...byteCount,
		allowed: `a number of bytes ${range}, such as 64KB`,
		schema: byteCount.schema.refine(bytes => bytes >= minBytes && bytes <= maxBytes, {error: `give a number of bytes ${range}`}),
	};
};

/** The same, up to a limit. */
export const byteCountUpTo = (max: string) => limitedByteCount(`up to ${max}`, '0', max);

export const byteCountBetween = (min: string, max: string) => limitedByteCount(`from ${min} to ${max}`, min, max);
