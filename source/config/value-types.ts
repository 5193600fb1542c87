import {isIP} from 'node:net';
import {isAuthority} from '../model/authority.js';
import {hint} from '../model/nearest.js';
import {requestPathPattern, requestPathRule} from '../model/request-path.js';
import {
	accept,
	refuse,
	parsedText,
	textLike,
	textList,
	type Schema,
	wordList,
	wordSeparator,
} from './schema.js';

/*
Each kind of value reads text (from flags and the environment) and native values (from files and JSON) alike. The message of
a failed check says what to give instead and reads on after a colon; `allowed` is the same without the verb. Where a value is
kept otherwise than a file has it, `write` is the way back.
*/

export const wholeNumber = (min: number, max: number, placeholder = 'NUMBER') => {
	const allowed = `a whole number from ${min} to ${max}`;
	const schema: Schema<number> = {
		read(given) {
			const number = typeof given === 'string' && /^\d{1,15}$/v.test(given) ? Number(given) : given;
			return typeof number === 'number' && Number.isSafeInteger(number) && number >= min && number <= max ? accept(number) : refuse(`give ${allowed}`);
		},
		json: {type: 'integer', minimum: min, maximum: max},
	};
	return {placeholder, allowed, schema};
};

export const portNumber = wholeNumber(0, 65_535, 'PORT');

const allowedPortOrOff = `${portNumber.allowed}, or off`;

// A literal would be declared as another type than the one that is inferred here: callers of the library could give no port.
const portOrOffSchema: Schema<number | 'off'> = {
	read(given) {
		if (given === 'off') {
			return accept(given);
		}

		const port = portNumber.schema.read(given);
		return port.issues === undefined ? port : refuse(`give ${allowedPortOrOff}`);
	},
	json: {...portNumber.schema.json, type: ['integer', 'string'], pattern: '^off$'},
};

/** A port, or none. */
export const portOrOff = {...portNumber, allowed: allowedPortOrOff, schema: portOrOffSchema};

const switchTexts = new Map([['true', true], ['yes', true], ['on', true], ['1', true], ['false', false], ['no', false], ['off', false], ['0', false]]);

const switchSchema: Schema<boolean> = {
	read(given) {
		const value = typeof given === 'string' ? switchTexts.get(given.toLowerCase()) : given;
		return typeof value === 'boolean' ? accept(value) : refuse('give true or false');
	},
	json: {type: 'boolean'},
};

/** Turned on or off; a flag of this kind takes no value. */
export const onOff = {allowed: 'true or false', schema: switchSchema};

export const oneOf = <const Choice extends string>(choices: readonly Choice[], placeholder: string) => {
	const allowed = choices.join(', ');
	const schema: Schema<Choice> = {
		read(given) {
			const choice = choices.find(each => each === given);
			if (choice !== undefined) {
				return accept(choice);
			}

			const meant = typeof given === 'string' && choices.length > 1 ? hint(given, choices) : '';
			return refuse(`give ${choices.length > 1 ? 'one of ' : ''}${allowed}${meant}`);
		},
		json: {type: 'string', enum: choices},
	};
	return {placeholder, allowed, choices, schema};
};

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

	const schema: Schema<number> = {
		read(given) {
			const milliseconds = typeof given === 'string' ? toMilliseconds(given) : undefined;
			const isNone = mayBeNone && milliseconds === 0;
			return milliseconds === undefined || (milliseconds < toMilliseconds(min)! && !isNone) || milliseconds > toMilliseconds(max)!
				? refuse(`give ${allowed}${unitHint(given)}`)
				: accept(milliseconds);
		},
		json: {type: 'string', pattern: timeSyntax},
	};
	return {placeholder: 'TIME', allowed, unit: 'ms' as const, write: writeTime, schema};
};

export const isHostName = (text: string): boolean =>
	text.length <= 253 && /^\w(?:[\w\-.]*\w)?$/v.test(text) && !/^[\d.]+$/v.test(text);

const hostAllowed = 'an IP address or a host name, such as 127.0.0.1 or ::';

/** An address to listen on; the brackets of an IPv6 address are left off. */
export const listenHost = {
	placeholder: 'HOST',
	allowed: hostAllowed,
	schema: parsedText(`give ${hostAllowed}`, given => {
		const host = given.startsWith('[') && given.endsWith(']') ? given.slice(1, -1) : given;
		return isIP(host) !== 0 || isHostName(host) ? host : undefined;
	}),
};

const dnsServerAllowed = 'an IP address, with a port or without, such as 127.0.0.1:8600';

/** An IP address, with a port or without. */
export const dnsServerAddress = {
	placeholder: 'ADDRESS',
	allowed: dnsServerAllowed,
	schema: parsedText(`give ${dnsServerAllowed}`, given => {
		const address = /^\[(?<address>[^\]]+)\](?::\d{1,5})?$/v.exec(given)?.groups?.['address'] ?? (isIP(given) === 6 ? given : given.replace(/:\d{1,5}$/v, ''));
		return isIP(address) === 0 ? undefined : given;
	}),
};

const tokenAllowed = 'up to 256 letters, digits and any of - . _ ~ + /';

/** What an Authorization header can carry (RFC 6750 section 2.1). */
export const bearerToken = {
	placeholder: 'TOKEN',
	allowed: tokenAllowed,
	schema: textLike(/^[\w+\-.\/~]{1,256}=*$/v, `give ${tokenAllowed}`),
};

/** A secret. A shorter one could be guessed from what is signed with it. */
export const keySecret = {
	placeholder: 'TEXT',
	allowed: 'a text of 32 to 1024 characters',
	schema: textLike(/^\P{Control}{32,1024}$/v, 'give a text of 32 to 1024 characters, such as openssl rand -hex 32 prints'),
};

export const requestPath = {
	placeholder: 'PATH',
	allowed: requestPathRule,
	schema: textLike(requestPathPattern, `give ${requestPathRule}`),
};

export const fileName = {
	placeholder: 'FILE',
	allowed: 'the name of a file',
	namesFile: true as const,
	schema: textLike(/^[^\0]{1,4096}$/v, 'give the name of a file'),
};

export const directoryName = {
	...fileName,
	placeholder: 'DIRECTORY',
	allowed: 'the name of a directory',
	schema: textLike(/^[^\0]{1,4096}$/v, 'give the name of a directory'),
};

/** Names of files. */
export const fileNames = {
	...fileName,
	allowed: 'the name of a file, or several',
	environmentSeparator: /,/v,
	schema: textList(fileName.schema, 'give the name of a file, or a list of such'),
};

const authorityAllowed = 'a host, such as example.com or example.com:8080';

/** A name or an address, with or without a port, as it stands in Host. */
export const authority = {
	placeholder: 'HOST',
	allowed: authorityAllowed,
	schema: parsedText(`give ${authorityAllowed}`, given => isAuthority(given) ? given : undefined),
};

const prefixAllowed = 'a path that starts with /, such as /api';

/** The first segments of a path; a slash at the end makes no difference. */
export const pathPrefix = {
	placeholder: 'PATH',
	allowed: prefixAllowed,
	schema: parsedText(`give ${prefixAllowed}`, given => {
		const prefix = given.endsWith('/') ? given.slice(0, -1) : given;
		return /^\/[^\s\P{ASCII}\p{Other}#?]{1,2047}$/v.test(prefix) ? prefix : undefined;
	}),
};

const namesAllowed = 'names, such as token, api_key or referer';

/** Names of parameters or header fields. */
export const nameList = {
	placeholder: 'NAMES',
	allowed: namesAllowed,
	environmentSeparator: wordSeparator,
	schema: wordList(textLike(/^[\w!$%*+.\-\[\]^~]{1,256}$/v, `give ${namesAllowed}`), `give ${namesAllowed}`),
};

const byteUnits = {
	'': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30,
};
const sizeAllowed = 'a number of bytes, such as 512KB, 10MB or 1GiB';

/** In the largest unit that needs no fraction. */
const writeSize = (bytes: unknown): string => {
	const [unit, size] = [['GiB', 2 ** 30], ['GB', 1e9], ['MiB', 2 ** 20], ['MB', 1e6], ['KiB', 2 ** 10], ['KB', 1e3], ['', 1]]
		.find(([, each]) => Number(bytes) % Number(each) === 0 && Number(bytes) >= Number(each)) ?? ['', 1];
	return `${Number(bytes) / Number(size)}${unit}`;
};

const toBytes = (given: unknown): number | undefined => {
	const {amount, unit} = /^(?<amount>\d{1,12}(?:\.\d{1,6})?) ?(?<unit>(?:(?:[kmg]i?)?b)?)$/iv.exec(String(given))?.groups ?? {};
	const bytes = Math.round(Number(amount) * byteUnits[unit?.toLowerCase() as keyof typeof byteUnits]);
	return ['string', 'number'].includes(typeof given) && Number.isSafeInteger(bytes) ? bytes : undefined;
};

const limitedByteCount = (allowed: string, error: string, min: number, max: number) => {
	const schema: Schema<number> = {
		read(given) {
			const bytes = toBytes(given);
			if (bytes === undefined) {
				return refuse(`give ${sizeAllowed}`);
			}

			return bytes < min || bytes > max ? refuse(error) : accept(bytes);
		},
		json: {type: ['string', 'number']},
	};
	return {placeholder: 'SIZE', allowed, write: writeSize, schema};
};

/** A number of bytes, with or without a unit. Parsed to whole bytes. */
export const byteCount = limitedByteCount(sizeAllowed, `give ${sizeAllowed}`, 0, Number.MAX_SAFE_INTEGER);

export const byteCountBetween = (min: string, max: string, range = `from ${min} to ${max}`) =>
	limitedByteCount(`a number of bytes ${range}, such as 64KB`, `give a number of bytes ${range}`, toBytes(min)!, toBytes(max)!);

/** The same, up to a limit. */
export const byteCountUpTo = (max: string) => byteCountBetween('0', max, `up to ${max}`);
