import type {ServerResponse} from 'node:http';
import type {LocalReply} from '../local-reply.js';

const event = 'brokenBody';

/** Calls back when the rest of a request's body cannot be had, with what the client is to be told. */
export const onBrokenBody = (response: ServerResponse, listener: (answer: LocalReply) => void): void => {
	response.once(event, listener);
};

/** @returns Whether that body was expected. */
export const breakBody = (response: ServerResponse, answer: LocalReply): boolean => response.emit(event, answer);
