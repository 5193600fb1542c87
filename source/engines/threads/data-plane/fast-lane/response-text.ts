import {http} from '../../../../node-http/http.js';
import {fieldLines} from '../headers/field-lines.js';
import {hasField} from '../headers/field-list.js';
import type {ResponseHead} from './response-head.js';

export type ResponseTextOptions = {
	/** All fields that go on, as `[name, value, …]`; undefined for the lines as they came. */
	readonly fields?: readonly string[] | undefined;
	/** The proxy's own fields, as `[name, value, …]`. */
	readonly own: readonly string[];
	/** Undefined if the head is to say none. */
	readonly contentLength: number | undefined;
	readonly isChunked: boolean;
	/** Whether the client's connection carries no further exchange. */
	readonly isLast: boolean;
	/** How long the client may keep its connection. */
	readonly keepAliveSeconds: number;
	/** See `httpDate`; sent if the backend has sent none. */
	readonly date: string;
};

const upgradeRequired = 426;

const connectionLines = ({status, upgrade}: ResponseHead, {isLast, keepAliveSeconds}: ResponseTextOptions): string => {
	// RFC 9110 §15.5.22: the answer says to what a client has to upgrade.
	if (status === upgradeRequired && upgrade !== undefined) {
		return `Upgrade: ${upgrade}\r\nConnection: Upgrade, ${isLast ? 'close' : 'keep-alive'}\r\n`;
	}

	return isLast ? 'Connection: close\r\n' : `Connection: keep-alive\r\nKeep-Alive: timeout=${keepAliveSeconds}\r\n`;
};

/** The head of a response as a client gets it: the backend's field lines as they came, and the proxy's own. */
export const responseText = (head: ResponseHead, options: ResponseTextOptions): string => {
	const {fields, own, contentLength, isChunked, date} = options;
	let lines = (fields === undefined ? head.lines() : fieldLines(fields)) + fieldLines(own);

	if (contentLength !== undefined) {
		lines += `Content-Length: ${contentLength}\r\n`;
	}

	if (!(fields === undefined ? head.hasDate : hasField(fields, 'date'))) {
		lines += `Date: ${date}\r\n`;
	}

	return `HTTP/1.1 ${head.status} ${head.reason}\r\n${lines}${connectionLines(head, options)}${isChunked ? 'Transfer-Encoding: chunked\r\n' : ''}\r\n`;
};

/** The head of an interim response as a client gets it (RFC 9110 §15.2). */
export const interimResponseText = (head: ResponseHead): string =>
	`HTTP/1.1 ${head.status} ${http.STATUS_CODES[head.status] ?? ''}\r\n${head.lines()}\r\n`;
