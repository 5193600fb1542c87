import type {ClientHttp2Session} from 'node:http2';
import {connect as connectPlain, type LookupFunction, type Socket} from 'node:net';
import process from 'node:process';
import {connect as connectTls, type ConnectionOptions, type TLSSocket} from 'node:tls';

export type Http2Destination = {
	/** `http:` or `https:`, with host and port. */
	readonly origin: string;
	/** Without brackets. */
	readonly host: string;
	readonly port: number;
	readonly lookup?: LookupFunction | undefined;
	readonly addressAttemptMs: number;
	/** Undefined for a connection without TLS, whose other end is known to speak HTTP/2 (RFC 9113 §3.3). */
	readonly tls: ConnectionOptions | undefined;
	/** Before all else, TLS included. */
	readonly first: Uint8Array | undefined;
};

/** Called in this order; a session tells by its events how it ends. */
export type Http2Opening = {
	onConnected(): void;
	onSecured(): void;
	/** The other end has told its settings: until then it might refuse streams beyond a limit that is not known. */
	onReady(session: ClientHttp2Session): void;
	/** The other end has chosen HTTP/1.1; this connection is closed. */
	onHttp1(): void;
	/** Before it was ready. */
	onFailed(error: NodeJS.ErrnoException): void;
};

/** What a stream may send before it is read from; that of a connection is for all of its streams. */
const streamWindow = 256 * 1024;
const connectionWindow = 4 * 1024 * 1024;
const maxHeaderListPairs = 2000;

/** Opens a connection to speak HTTP/2 on. @returns Gives it up. */
export const openHttp2 = ({origin, host, port, lookup, addressAttemptMs, tls, first}: Http2Destination, opening: Http2Opening): (() => void) => {
	let session: ClientHttp2Session | undefined;
	let isOver = false;
	const carrier = connectPlain({
		host, port, lookup, autoSelectFamilyAttemptTimeout: addressAttemptMs, noDelay: true,
	});
	if (first !== undefined) {
		carrier.write(first);
	}

	const socket: Socket | TLSSocket = tls === undefined ? carrier : connectTls({...tls, socket: carrier, ALPNProtocols: ['h2', 'http/1.1']});
	const fail = (error: NodeJS.ErrnoException): void => {
		if (!isOver) {
			isOver = true;
			carrier.destroy();
			opening.onFailed(error);
		}
	};

	const begin = (): void => {
		session = process.getBuiltinModule('node:http2').connect(origin, {
			createConnection: () => socket,
			// As many as in HTTP/1.1.
			maxHeaderListPairs,
			settings: {enablePush: false, initialWindowSize: streamWindow},
		});
		session.setLocalWindowSize(connectionWindow);
		session.on('error', fail);
		session.once('close', () => {
			fail(Object.assign(new Error('the connection has ended'), {code: 'ECONNRESET'}));
		});
		session.once('remoteSettings', () => {
			if (!isOver) {
				isOver = true;
				opening.onReady(session!);
			}
		});
	};

	for (const each of new Set([carrier, socket])) {
		each.on('error', fail);
	}

	carrier.once('close', () => {
		fail(Object.assign(new Error('the connection has ended'), {code: 'ECONNRESET'}));
	});
	carrier.once('connect', () => {
		opening.onConnected();
		if (tls === undefined) {
			begin();
		}
	});
	if (tls !== undefined) {
		socket.once('secureConnect', () => {
			opening.onSecured();
			if ((socket as TLSSocket).alpnProtocol === 'h2') {
				begin();
			} else if (!isOver) {
				isOver = true;
				socket.destroy();
				opening.onHttp1();
			}
		});
	}

	return () => {
		isOver = true;
		session?.destroy();
		carrier.destroy();
	};
};
