import {withoutBlanks} from './without-blanks.js';

const zero = 0x30;
const nine = 0x39;
/** Held exactly by a number. */
const maxDigits = 15;

/** Reads one length; undefined if it is none. Without a pattern, which costs several times as much for each message. */
export const readLength = (text: string): number | undefined => {
	if (text.length === 0 || text.length > maxDigits) {
		return undefined;
	}

	let length = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.codePointAt(index)!;
		if (code < zero || code > nine) {
			return undefined;
		}

		length = (length * 10) + code - zero;
	}

	return length;
};

/**
Reads a `Content-Length` field. A length that is repeated, in a list or in several fields, is that length (RFC 9112 §6.3).

@param value
@param before - What the fields before it say; undefined for the first.
@returns undefined if it is invalid, or another length.
*/
export const readContentLength = (value: string, before: number | undefined): number | undefined => {
	let length = before;
	for (const member of value.includes(',') ? value.split(',') : [value]) {
		const own = readLength(withoutBlanks(member));
		if (own === undefined || (length !== undefined && length !== own)) {
			return undefined;
		}

		length = own;
	}

	return length;
};

const lengthName = '\ncontent-length:';
const lengthLine = /(?<=\n)content-length:(?<value>[^\n]*)\n/giv;

/** Whether a head has several such fields, or one with a list: cheaper than a pattern, as few do. */
const mayRepeat = (head: string): boolean => {
	const text = head.toLowerCase();
	const at = text.indexOf(lengthName);
	return at !== -1 && (text.includes(lengthName, at + 1) || text.slice(at, text.indexOf('\n', at + 1)).includes(','));
};

/**
Node's parser refuses a repeated `Content-Length` even if all are equal.

@param head - Of a response, or its end with all such fields.
@returns The head with one such field if all say the same; otherwise as it is.
*/
export const withOneContentLength = (head: string): string => {
	if (!mayRepeat(head)) {
		return head;
	}

	let length: number | undefined;
	for (const {groups} of head.matchAll(lengthLine)) {
		length = readContentLength(groups!['value']!.replace(/\r$/v, ''), length);
		if (length === undefined) {
			return head;
		}
	}

	let isFirst = true;
	return head.replaceAll(lengthLine, () => {
		const line = isFirst ? `Content-Length: ${length}\r\n` : '';
		isFirst = false;
		return line;
	});
};
