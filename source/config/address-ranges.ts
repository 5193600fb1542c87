import {isIP} from 'node:net';
import {parsedText, wordList, wordSeparator} from './schema.js';

const names = new Set(['loopback', 'private']);
const allowed = 'addresses, ranges such as 10.0.0.0/8, loopback or private';
const error = `give ${allowed}`;

const isRange = (text: string): boolean => {
	const [address = '', bits, ...rest] = text.split('/');
	const family = isIP(address);
	return names.has(text)
		|| (family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/v.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))));
};

/** Several of them in one text are separated by commas or blanks. */
export const addressRanges = {
	placeholder: 'RANGES',
	allowed,
	environmentSeparator: wordSeparator,
	schema: wordList(parsedText(error, given => isRange(given) ? given : undefined), error),
};
