import {withoutBlanks} from '../../source/engines/threads/data-plane/headers/without-blanks.js';
import {hasFastLane} from './lane.js';
import {
	declaredFraming,
	type Fields,
	readBody,
	readHead,
	StrictMessageError,
	valuesOf,
} from './strict-message.js';

/** One request as its sender meant it. */
export type MeantRequest = {
	readonly method: string;
	readonly target: string;
	readonly fields: Fields;
	readonly body: string;
	readonly trailers: Fields;
};

export type MeantRequests = {
	readonly requests: readonly MeantRequest[];
	/** What becomes of what follows them: nothing does, it is not whole, or it is no request. */
	readonly ending: 'complete' | 'incomplete' | 'malformed';
};

const requestLine = hasFastLane ? /^(?<method>[\w!#$%\u{26}'*+\-.^`\|~]+) +(?<target>[!-~]+) +HTTP\/1\.(?<minor>[01])$/v : /^(?<method>[A-Z\-]+) +(?<target>[!-~]+) +HTTP\/1\.(?<minor>[01])$/v;

const refuse = (what: string): never => {
	throw new StrictMessageError(what);
};

/** Chunk extensions mean nothing, so that a reader for senders that have none can read the rest. */
const withoutExtensions = (text: string, start: number): string => {
	let result = text.slice(0, start);
	let at = start;
	for (;;) {
		const lineEnd = text.indexOf('\r\n', at);
		const line = lineEnd === -1 ? text.slice(at) : text.slice(at, lineEnd);
		const {size, extension = ''} = /^(?<size>[\da-f]*)(?<extension>;[^\0\r\n]*)?$/iv.exec(line)?.groups ?? {};
		if (size === undefined || lineEnd === -1) {
			return result + text.slice(at);
		}

		const dataEnd = lineEnd + 2 + Number.parseInt(size, 16) + 2;
		result += size.replace(/^0+(?=[\da-f])/iv, '') + text.slice(at + size.length + extension.length, dataEnd);
		at = dataEnd;
		if (/^0*$/v.test(size)) {
			return result.slice(0, -2) + text.slice(lineEnd + 2);
		}
	}
};

/** A length that is repeated is that length (RFC 9112 §6.3). */
const withOneLength = (fields: Fields): Fields => {
	const [length, ...others] = new Set(valuesOf(fields, 'content-length').flatMap(value => value.split(',').map(text => withoutBlanks(text))));
	return length === undefined || others.length > 0 ? fields : [...fields.filter(([name]) => name.toLowerCase() !== 'content-length'), ['Content-Length', length]];
};

/** @returns undefined as long as it is not whole. */
const readOne = (text: string): {request: MeantRequest; rest: string} | undefined => {
	const head = readHead(text);
	if (head === undefined) {
		return undefined;
	}

	const {method, target, minor} = requestLine.exec(head.startLine)?.groups ?? {};
	const hosts = valuesOf(head.fields, 'host').length;
	if (method === undefined || hosts > 1 || (hosts === 0 && minor === '1')) {
		return refuse('no request line, or not one Host');
	}

	const framing = declaredFraming(hasFastLane ? withOneLength(head.fields) : head.fields) ?? {kind: 'none'};
	if (framing.kind === 'chunked' && minor === '0') {
		return refuse('chunked on HTTP/1.0');
	}

	const readable = framing.kind === 'chunked' ? withoutExtensions(text, head.end) : text;
	const {body, trailers, isComplete, end} = readBody(readable, head.end, framing);
	return isComplete
		? {
			request: {
				method, target: target!, fields: head.fields, body, trailers,
			},
			rest: readable.slice(end),
		}
		: undefined;
};

/**
What a client meant with all that it sent on a connection, as RFC 9112 has it. Taken in as well is what a recipient may
overlook: empty lines before a request (§2.2) and several spaces in its first line (§3).
*/
export const readMeantRequests = (bytes: string): MeantRequests => {
	const requests: MeantRequest[] = [];
	let rest = bytes.replace(/^[\r\n]+/v, '');
	try {
		while (rest !== '') {
			const read = readOne(rest);
			if (read === undefined) {
				return {requests, ending: 'incomplete'};
			}

			requests.push(read.request);
			rest = read.rest.replace(/^[\r\n]+/v, '');
		}

		return {requests, ending: 'complete'};
	} catch (error) {
		if (error instanceof StrictMessageError) {
			return {requests, ending: 'malformed'};
		}

		throw error;
	}
};
