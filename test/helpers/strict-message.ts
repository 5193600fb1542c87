/*
A strict reader of HTTP/1.1 messages that shares nothing with the proxy or with node:http. It accepts what RFC 9112 lets a
sender generate, not what it asks recipients to put up with. Texts hold one character a byte (latin1).
*/

/** What was read is no HTTP/1.1 message. */
export class StrictMessageError extends Error {
	override readonly name = 'StrictMessageError';
}

export type Fields = ReadonlyArray<readonly [name: string, value: string]>;

export type Head = {
	readonly startLine: string;
	/** In the order and letter case in which they came. */
	readonly fields: Fields;
	/** Offset of what follows. */
	readonly end: number;
};

export type Framing =
	| {readonly kind: 'none'}
	| {readonly kind: 'length'; readonly length: number}
	| {readonly kind: 'chunked'}
	| {readonly kind: 'until-close'};

export type Body = {
	readonly body: string;
	readonly trailers: Fields;
	/** Whether its end has come. */
	readonly isComplete: boolean;
	readonly end: number;
};

const lineEnd = '\r\n';
const namePattern = /^[\w!#$%\u{26}'*+\-.^`\|~]+$/v;
/** Visible characters, those above ASCII too, with blanks between them only. */
const valuePattern = /^(?![\t ])[\t\u{20}-\u{7E}\u{80}-\u{FF}]*(?<![\t ])$/v;

const refuse = (what: string, text: string): never => {
	throw new StrictMessageError(`${what}: ${JSON.stringify(text.slice(0, 200))}`);
};

/** Other white space belongs to a value. */
const trimBlanks = (text: string): string => {
	let start = 0;
	let end = text.length;
	while (text[start] === ' ' || text[start] === '\t') {
		start++;
	}

	while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) {
		end--;
	}

	return text.slice(start, end);
};

/** @returns undefined as long as the line has no end. */
const readLine = (text: string, at: number): {line: string; end: number} | undefined => {
	const end = text.indexOf(lineEnd, at);
	const line = end === -1 ? text.slice(at, text.endsWith('\r') ? -1 : undefined) : text.slice(at, end);
	if (/[\0\n\r]/v.test(line)) {
		refuse('bare CR, LF or NUL', line);
	}

	return end === -1 ? undefined : {line, end: end + lineEnd.length};
};

const readFields = (text: string, at: number): {fields: Fields; end: number} | undefined => {
	const fields: Array<readonly [string, string]> = [];
	for (let line = readLine(text, at); line !== undefined; line = readLine(text, line.end)) {
		if (line.line === '') {
			return {fields, end: line.end};
		}

		const colon = line.line.indexOf(':');
		const name = line.line.slice(0, Math.max(colon, 0));
		const value = trimBlanks(line.line.slice(colon + 1));
		if (!namePattern.test(name) || !valuePattern.test(value)) {
			refuse('no header field', line.line);
		}

		fields.push([name, value]);
	}

	return undefined;
};

/** @returns undefined as long as it is not complete. */
export const readHead = (text: string, at = 0): Head | undefined => {
	const startLine = readLine(text, at);
	const rest = startLine && readFields(text, startLine.end);
	return rest && {startLine: startLine.line, ...rest};
};

/** The values of all fields of a name, in whatever letter case. */
export const valuesOf = (fields: Fields, name: string): string[] =>
	fields.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/**
What the fields say of a body.

@returns undefined if they say nothing; what that means depends on the kind of message.
*/
export const declaredFraming = (fields: Fields): Framing | undefined => {
	const codings = valuesOf(fields, 'transfer-encoding');
	const lengths = valuesOf(fields, 'content-length');
	if (codings.length + lengths.length > 1) {
		refuse('several framings', JSON.stringify([...codings, ...lengths]));
	}

	if (codings.length === 1) {
		return codings[0]!.toLowerCase() === 'chunked' ? {kind: 'chunked'} : refuse('unknown transfer coding', codings[0]!);
	}

	if (lengths.length === 0) {
		return undefined;
	}

	return /^\d{1,15}$/v.test(lengths[0]!) ? {kind: 'length', length: Number(lengths[0])} : refuse('no length', lengths[0]!);
};

const readChunks = (text: string, start: number): Body => {
	let at = start;
	let body = '';
	for (;;) {
		const size = readLine(text, at);
		const incomplete = {
			body, trailers: [], isComplete: false, end: at,
		};
		if (size === undefined) {
			return incomplete;
		}

		if (!/^[\da-f]{1,8}$/iv.test(size.line)) {
			refuse('no chunk size', size.line);
		}

		const length = Number.parseInt(size.line, 16);
		if (length === 0) {
			const trailers = readFields(text, size.end);
			return trailers === undefined
				? incomplete
				: {
					body, trailers: trailers.fields, isComplete: true, end: trailers.end,
				};
		}

		const chunk = text.slice(size.end, size.end + length);
		const dataEnd = size.end + length;
		if (!lineEnd.startsWith(text.slice(dataEnd, dataEnd + 2))) {
			refuse('chunk data without its end', text.slice(dataEnd));
		}

		body += chunk;
		at = dataEnd + 2;
		if (at > text.length) {
			return {
				body, trailers: [], isComplete: false, end: text.length,
			};
		}
	}
};

/** As much of a body as is there. */
export const readBody = (text: string, at: number, framing: Framing): Body => {
	switch (framing.kind) {
		case 'none': {
			return {
				body: '', trailers: [], isComplete: true, end: at,
			};
		}

		case 'length': {
			const body = text.slice(at, at + framing.length);
			return {
				body, trailers: [], isComplete: body.length === framing.length, end: at + body.length,
			};
		}

		case 'chunked': {
			return readChunks(text, at);
		}

		case 'until-close': {
			return {
				body: text.slice(at), trailers: [], isComplete: false, end: text.length,
			};
		}
	}
};
