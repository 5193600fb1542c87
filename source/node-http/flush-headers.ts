import {Buffer} from 'node:buffer';
import type {OutgoingMessage} from 'node:http';

const nothing = Buffer.alloc(0);

/**
Sends the header of a message before its body. Node's own `flushHeaders` would encode bytes beyond ASCII as UTF-8, with two bytes
for each.
*/
export const flushHeaders = (message: OutgoingMessage): void => {
	message.write(nothing);
};
