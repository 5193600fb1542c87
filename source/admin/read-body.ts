import {Buffer, isUtf8} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import type * as z from 'zod';
import {parseJson} from './parse-json.js';
import {Problem, type BodyError} from './problem.js';
import type {Route} from './route.js';

const usualMaxBody = 64 * 1024;

const tooLarge = (maxBytes: number): Problem => new Problem(413, 'body_too_large', `The body is limited to ${maxBytes} bytes.`);

const hasBody = ({headers}: IncomingMessage): boolean => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const checkType = ({headers}: IncomingMessage): void => {
	// Cross-site forms cannot send this type.
	if (!/^application\/json *(?:; *charset="?utf-8"? *)?$/iv.test(headers['content-type'] ?? '')) {
		throw new Problem(415, 'unsupported_media_type', 'Send the body as JSON in UTF-8, with "Content-Type: application/json".');
	}

	if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
		throw new Problem(415, 'unsupported_media_type', 'Send the body without a Content-Encoding.');
	}
};

const readBytes = async (request: IncomingMessage, maxBytes: number): Promise<Uint8Array> => {
	if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
		throw tooLarge(maxBytes);
	}

	const {promise, resolve, reject} = Promise.withResolvers<Uint8Array>();
	const chunks: Uint8Array[] = [];
	let size = 0;
	const onData = (chunk: Uint8Array): void => {
		size += chunk.length;
		if (size > maxBytes) {
			reject(tooLarge(maxBytes));
			return;
		}

		chunks.push(chunk);
	};

	const onEnd = (): void => {
		resolve(Buffer.concat(chunks));
	};

	const onClose = (): void => {
		reject(new Problem(400, 'malformed_request', 'The body ended early.'));
	};

	request.on('data', onData).on('end', onEnd).on('error', onClose).on('close', onClose);
	try {
		return await promise;
	} finally {
		request.off('data', onData).off('end', onEnd).off('error', onClose).off('close', onClose);
	}
};

const readJson = async (request: IncomingMessage, maxBytes: number): Promise<unknown> => {
	checkType(request);
	const bytes = await readBytes(request, maxBytes);
	if (!isUtf8(bytes)) {
		throw new Problem(400, 'invalid_json', 'The body is not UTF-8.');
	}

	return parseJson(new TextDecoder().decode(bytes));
};

/** RFC 6901 section 6, without the percent-encoding that only a URI needs. */
const pointerTo = (path: readonly PropertyKey[]): string =>
	`#${path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;

/** Limit of reported problems. */
const maxBodyErrors = 20;

const toBodyErrors = (error: z.ZodError): readonly BodyError[] =>
	error.issues.slice(0, maxBodyErrors).map(issue => ({
		pointer: pointerTo(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path),
		detail: issue.message,
	}));

/**
Reads and validates the body of a request; undefined if the route has none.

@throws {Problem} 400, 413 or 415.
*/
export const readBody = async (request: IncomingMessage, {body: schema, maxBody = usualMaxBody, isBodyOptional}: Pick<Route, 'body' | 'maxBody' | 'isBodyOptional'>): Promise<unknown> => {
	if (!schema) {
		if (hasBody(request)) {
			// The body is not needed, but an incomplete request must not be processed.
			await readBytes(request, maxBody);
		}

		return undefined;
	}

	const result = schema.safeParse(isBodyOptional && !hasBody(request) ? {} : await readJson(request, maxBody));
	if (result.success) {
		return result.data;
	}

	const errors = toBodyErrors(result.error);
	throw new Problem(400, 'invalid_request', errors.map(({pointer, detail}) => `${pointer}: ${detail}.`).join(' '), {errors});
};
