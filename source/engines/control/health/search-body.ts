import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';

/** Number of bytes searched. */
const maxBytes = 64 * 1024;

/**
Searches a text in the beginning of a body.

@param response
@param text
@param onEnd - Called with the result; not if the body breaks off before.
*/
export const searchBody = (response: IncomingMessage, text: string, onEnd: (isFound: boolean) => void): void => {
	let seen = Buffer.alloc(0);
	response.on('data', (chunk: Buffer) => {
		if (seen.length === maxBytes) {
			return;
		}

		seen = Buffer.concat([seen, chunk]).subarray(0, maxBytes);
		if (seen.includes(text)) {
			onEnd(true);
		} else if (seen.length === maxBytes) {
			onEnd(false);
		}
	});
	response.on('end', () => {
		onEnd(seen.includes(text));
	});
};
