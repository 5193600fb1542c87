import type {ServerResponse} from 'node:http';
import type {LocalReply} from '../local-reply.js';

const event = 'brokenBody';

/** Calls back with the local reply when the rest of a request's body will not arrive or is refused. */
export const onBrokenBody = (response: ServerResponse, listener: (answer: LocalReply) => void): void => {
	response.once(event, listener);
};

/** @returns Whether the body was being read. */
export const breakBody = (response: ServerResponse, answer: LocalReply): boolean => response.emit(event, answer);
