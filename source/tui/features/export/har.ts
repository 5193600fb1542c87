import {Buffer} from 'node:buffer';
import {isIP} from 'node:net';
import {http} from '../../../node-http/http.js';
import type {CapturedBody, ExchangePhases} from '../../../model/exchange-detail.js';
import {decodeContent} from '../../exchange/content-coding.js';
import {maxDecodedBytes} from '../../exchange/body-view.js';
import {shownFields, type Field} from '../../exchange/headers.js';
import {urlOf, utf8Of, type ExportContext, type ExportEntry} from './export-entry.js';

/** HAR writes -1 for unknown values. */
const unknown = -1;

const valueIn = (fields: readonly Field[], name: string): string | undefined =>
	fields.find(field => field.name.toLowerCase() === name)?.value;

const pairOf = (pair: string): Field => {
	const [name = '', ...value] = pair.trim().split('=');
	return {name, value: value.join('=')};
};

const requestCookies = (fields: readonly Field[]): readonly Field[] =>
	fields.filter(({name}) => name.toLowerCase() === 'cookie').flatMap(({value}) => value.split(';').map(pair => pairOf(pair)));

const responseCookies = (fields: readonly Field[]): readonly Field[] =>
	fields.filter(({name}) => name.toLowerCase() === 'set-cookie').map(({value}) => pairOf(value.split(';', 1)[0]!));

const queryOf = (url: string): readonly Field[] =>
	Array.from(new URLSearchParams(/\?(?<query>[^#]*)/v.exec(url)?.groups?.['query'] ?? ''), ([name, value]) => ({name, value}));

const truncation = ({bytes, totalBytes}: CapturedBody): string | undefined =>
	bytes.length < totalBytes ? `The first ${bytes.length} of ${totalBytes} bytes` : undefined;

const postDataOf = (body: CapturedBody, mimeType: string) => {
	const text = utf8Of(body.bytes);
	// HAR 1.2 defines an encoding for responses only.
	const comment = [truncation(body), text === undefined && 'base64'].filter(Boolean).join('; ');
	return {mimeType, text: text ?? Buffer.from(body.bytes).toString('base64'), ...(comment !== '' && {comment})};
};

const contentOf = async (body: CapturedBody | undefined, fields: readonly Field[], responseBytes: number) => {
	const mimeType = valueIn(fields, 'content-type') ?? '';
	if (!body) {
		return {size: responseBytes, mimeType};
	}

	const {bytes, isCut} = await decodeContent(body.bytes, valueIn(fields, 'content-encoding'), maxDecodedBytes);
	const text = utf8Of(bytes);
	const comment = truncation(body) ?? (isCut ? `The first ${bytes.length} bytes` : undefined);
	return {
		size: bytes.length,
		mimeType,
		...(text === undefined ? {text: Buffer.from(bytes).toString('base64'), encoding: 'base64'} : {text}),
		...(comment !== undefined && {comment}),
	};
};

/** The phases add up to the time of the entry; connect includes ssl. */
const timingsOf = ({queueMs, earlierAttemptsMs, connectMs, tlsMs, firstByteMs, bodyMs}: ExchangePhases, durationMs: number) => {
	const connect = connectMs === undefined && tlsMs === undefined ? unknown : (connectMs ?? 0) + (tlsMs ?? 0);
	const timings = {
		blocked: queueMs === undefined && earlierAttemptsMs === undefined ? unknown : (queueMs ?? 0) + (earlierAttemptsMs ?? 0),
		dns: unknown,
		connect,
		send: 0,
		wait: firstByteMs ?? (bodyMs === undefined ? durationMs : 0),
		receive: bodyMs ?? 0,
		ssl: tlsMs ?? unknown,
	};
	const time = [timings.blocked, connect, timings.wait, timings.receive].reduce((sum, value) => sum + Math.max(0, value), 0);
	return {timings, time};
};

const entryOf = async (entry: ExportEntry, context: ExportContext) => {
	const {showsSecrets} = context;
	const {record, detail} = entry;
	const {method, status, startedAt, durationMs, backend, attempts, error, requestBytes, responseBytes} = record;
	const url = urlOf(entry, context);
	const httpVersion = `HTTP/${detail?.httpVersion ?? '1.1'}`;
	const requestHeaders = shownFields(detail?.requestHeaders ?? [], showsSecrets);
	const responseHeaders = shownFields(detail?.responseHeaders ?? [], showsSecrets);
	const {timings, time} = timingsOf(detail?.phases ?? {}, durationMs);
	const hostname = backend && new URL(backend.url).hostname.replaceAll(/[\[\]]/gv, '');
	return {
		startedDateTime: new Date(startedAt).toISOString(),
		time,
		request: {
			method,
			url,
			httpVersion,
			cookies: requestCookies(requestHeaders),
			headers: requestHeaders,
			queryString: queryOf(url),
			...(detail?.requestBody && detail.requestBody.bytes.length > 0 && {postData: postDataOf(detail.requestBody, valueIn(requestHeaders, 'content-type') ?? '')}),
			headersSize: unknown,
			bodySize: requestBytes,
		},
		response: {
			status,
			statusText: detail?.statusText ?? http.STATUS_CODES[status] ?? '',
			httpVersion: 'HTTP/1.1',
			cookies: responseCookies(responseHeaders),
			headers: responseHeaders,
			content: await contentOf(detail?.responseBody, responseHeaders, responseBytes),
			redirectURL: valueIn(responseHeaders, 'location') ?? '',
			headersSize: unknown,
			bodySize: responseBytes,
		},
		cache: {},
		timings,
		...(hostname !== undefined && isIP(hostname) !== 0 && {serverIPAddress: hostname}),
		// Custom names start with an underscore.
		...(backend && {_backend: backend.url}),
		_tries: attempts,
		...(error !== undefined && {_error: error}),
	};
};

/** The exchanges as an HTTP Archive, version 1.2 (https://w3c.github.io/web-performance/specs/HAR/Overview.html). */
export const toHar = async (entries: readonly ExportEntry[], context: ExportContext): Promise<string> => `${JSON.stringify({
	log: {
		version: '1.2',
		creator: {name: 'proxy-tui', version: context.version},
		entries: await Promise.all(entries.map(async entry => entryOf(entry, context))),
	},
}, undefined, '\t')}\n`;
