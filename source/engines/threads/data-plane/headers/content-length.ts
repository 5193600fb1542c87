import {withoutBlanks} from './without-blanks.js';

/** Limited to digits that a number holds exactly. */
export const contentLengthPattern = /^\d{1,15}$/v;

/**
Reads a `Content-Length` field. A length that is repeated, in a list or in several fields, is that length (RFC 9112 §6.3).

@param value
@param before - What the fields before it say; undefined for the first.
@returns undefined if it is invalid, or another length.
*/
export const readContentLength = (value: string, before: number | undefined): number | undefined => {
	let length = before;
	for (const member of value.split(',')) {
		const text = withoutBlanks(member);
		if (!contentLengthPattern.test(text) || (length ?? Number(text)) !== Number(text)) {
			return undefined;
		}

		length = Number(text);
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
