import {
	declaredFraming,
	type Fields,
	type Framing,
	readBody,
	readHead,
	StrictMessageError,
	valuesOf,
} from './strict-message.js';

/** A response as it came over the wire. */
export type RawResponse = {
	readonly version: string;
	readonly status: number;
	readonly reason: string;
	/** In the order and letter case in which they came. */
	readonly fields: Fields;
	readonly framing: Framing['kind'];
	/** One character a byte (latin1), without its chunking. */
	readonly body: string;
	readonly trailers: Fields;
	/** False for a response that broke off; a body that ends with the connection is complete unless that was reset. */
	readonly isComplete: boolean;
	/** All values of a field, joined by commas; undefined without that field. */
	header(name: string): string | undefined;
	/** The body, parsed as JSON. */
	json(): unknown;
};

export type ResponseContext = {
	/** Whether the request's method was HEAD. */
	readonly toHead: boolean;
	/** How the sender ended the connection; undefined while it is open. */
	readonly ended: 'end' | 'reset' | undefined;
};

const framingOf = (status: number, fields: Fields, toHead: boolean): Framing => {
	const declared = declaredFraming(fields);
	// RFC 9112 §6.3: these have no body, whatever their fields say; and §6.1, §8.6: some must not say anything.
	if (status < 200 || status === 204) {
		if (declared !== undefined) {
			throw new StrictMessageError(`a ${status} response declares a body`);
		}

		return {kind: 'none'};
	}

	return toHead || status === 304 ? {kind: 'none'} : declared ?? {kind: 'until-close'};
};

/**
Reads the response that begins at an offset.

@returns undefined as long as it is incomplete and may still be completed.
@throws {StrictMessageError}
*/
export const readResponse = (text: string, at: number, {toHead, ended}: ResponseContext): {response: RawResponse; end: number} | undefined => {
	const head = readHead(text, at);
	if (head === undefined) {
		return undefined;
	}

	const {version, status: statusText, reason} = /^HTTP\/(?<version>1\.[01]) (?<status>[1-5]\d\d) (?<reason>[\t\u{20}-\u{7E}\u{80}-\u{FF}]*)$/v.exec(head.startLine)?.groups ?? {};
	if (statusText === undefined) {
		throw new StrictMessageError(`no status line: ${JSON.stringify(head.startLine)}`);
	}

	const status = Number(statusText);
	const framing = framingOf(status, head.fields, toHead);
	const {body, trailers, isComplete, end} = readBody(text, head.end, framing);
	if (!isComplete && ended === undefined) {
		return undefined;
	}

	return {
		response: {
			version: version!,
			status,
			reason: reason!,
			fields: head.fields,
			framing: framing.kind,
			body,
			trailers,
			isComplete: isComplete || (framing.kind === 'until-close' && ended === 'end'),
			header(name) {
				const values = valuesOf(head.fields, name);
				return values.length === 0 ? undefined : values.join(', ');
			},
			json: () => JSON.parse(body) as unknown,
		},
		end,
	};
};
