import {Buffer} from 'node:buffer';
import type {OutgoingMessage} from 'node:http';

const nothing = Buffer.alloc(0);

/**
Sends the header of a message that has a body, before the first of that. Node's own `flushHeaders` would write bytes beyond
ASCII as UTF-8, and thus two for each.
*/
export const flushHeaders = (message: OutgoingMessage): void => {
	message.write(nothing);
};
