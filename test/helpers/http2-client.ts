import {once} from 'node:events';
import {connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders, type OutgoingHttpHeaders, type SecureClientSessionOptions} from 'node:http2';

export type Http2Answer = {
	readonly status: number | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly trailers: IncomingHttpHeaders;
	/** Statuses of the interim responses before it. */
	readonly interim: readonly number[];
	/** Of RST_STREAM; 0 for a stream that has ended in order. */
	readonly code: number;
	/** Whether the end of the response has come. */
	readonly isComplete: boolean;
};

/** Connects to a port of this machine, over TLS unless told otherwise; any certificate will do. */
export const connectHttp2 = async (port: number, {isTls = true, ...options}: SecureClientSessionOptions & {readonly isTls?: boolean} = {}): Promise<ClientHttp2Session> => {
	const session = connect(`${isTls ? 'https' : 'http'}://127.0.0.1:${port}`, {rejectUnauthorized: false, ...options});
	session.on('error', () => {});
	await once(session, 'remoteSettings');
	return session;
};

/** Reads an answer to its end, however that comes. */
export const readAnswer = async (stream: ClientHttp2Stream): Promise<Http2Answer> => new Promise(resolve => {
	let headers: IncomingHttpHeaders = {};
	let trailers: IncomingHttpHeaders = {};
	let body = '';
	let isComplete = false;
	const interim: number[] = [];
	stream.setEncoding('latin1');
	stream.on('headers', (received: IncomingHttpHeaders) => {
		interim.push(Number(received[':status']));
	});
	stream.on('response', (received: IncomingHttpHeaders) => {
		headers = received;
	});
	stream.on('trailers', (received: IncomingHttpHeaders) => {
		trailers = received;
	});
	stream.on('data', (piece: string) => {
		body += piece;
	});
	stream.on('end', () => {
		isComplete = !stream.aborted;
	});
	stream.on('error', () => {});
	stream.on('close', () => {
		resolve({status: headers[':status'] === undefined ? undefined : Number(headers[':status']), headers, body, trailers, interim, code: stream.rstCode, isComplete});
	});
});

/** Sends a request and reads the answer. */
export const askHttp2 = async (session: ClientHttp2Session, headers: OutgoingHttpHeaders = {}, body?: string | Uint8Array): Promise<Http2Answer> => {
	const stream = session.request({':path': '/', ':authority': 'a.example', ...headers}, {endStream: body === undefined});
	if (body !== undefined) {
		stream.end(body);
	}

	return readAnswer(stream);
};
