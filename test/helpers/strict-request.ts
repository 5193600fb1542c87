import {
	declaredFraming,
	type Fields,
	readBody,
	readHead,
	StrictMessageError,
	valuesOf,
} from './strict-message.js';

/** A request as it came over the wire. */
export type StrictRequest = {
	readonly method: string;
	readonly target: string;
	/** In the order and letter case in which they came. */
	readonly fields: Fields;
	/** One character a byte (latin1), without its chunking. */
	readonly body: string;
	readonly trailers: Fields;
	/** All values of a field, joined by commas; undefined without that field. */
	header(name: string): string | undefined;
};

const requestLine = /^(?<method>[\w!#$%\u{26}'*+\-.^`\|~]+) (?<target>[!-~]+) HTTP\/1\.1$/v;

/**
Reads the request that begins at an offset.

@returns undefined as long as it is incomplete.
@throws {StrictMessageError}
*/
export const readRequest = (text: string, at: number): {request: StrictRequest; end: number} | undefined => {
	const head = readHead(text, at);
	if (head === undefined) {
		return undefined;
	}

	const {method, target} = requestLine.exec(head.startLine)?.groups ?? {};
	if (method === undefined || target === undefined) {
		throw new StrictMessageError(`no request line: ${JSON.stringify(head.startLine)}`);
	}

	if (valuesOf(head.fields, 'host').length !== 1) {
		throw new StrictMessageError(`not one Host: ${JSON.stringify(head.fields)}`);
	}

	const {body, trailers, isComplete, end} = readBody(text, head.end, declaredFraming(head.fields) ?? {kind: 'none'});
	if (!isComplete) {
		return undefined;
	}

	return {
		request: {
			method,
			target,
			fields: head.fields,
			body,
			trailers,
			header(name) {
				const values = valuesOf(head.fields, name);
				return values.length === 0 ? undefined : values.join(', ');
			},
		},
		end,
	};
};
