import type {Buffer} from 'node:buffer';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {MessageEnds} from './message-ends.js';

const carriageReturn = 0x0D;
const lineFeed = 0x0A;

/** Undocumented: whether Node has paused a connection until its client reads the pending responses. */
type ServedSocket = Socket & {readonly _paused?: boolean};

/** Number of held connections that are resumed per turn of the event loop. */
const resumedPerTurn = 4;

/** Resumes held connections a few at a time, so that new connections and responses are not starved. */
class Turns {
	readonly #waiting: Array<() => void> = [];

	wait(onTurn: () => void): void {
		this.#waiting.push(onTurn);
		if (this.#waiting.length === 1) {
			setImmediate(this.#run);
		}
	}

	readonly #run = (): void => {
		for (const onTurn of this.#waiting.splice(0, resumedPerTurn)) {
			onTurn();
		}

		if (this.#waiting.length > 0) {
			setImmediate(this.#run);
		}
	};
}

class ConnectionFeed {
	readonly #server: Server;
	readonly #socket: ServedSocket;
	readonly #parse: (piece: Buffer) => void;
	readonly #maxRequests: number;
	readonly #turns: Turns;
	readonly #ends = new MessageEnds();
	#requests = 0;
	/** Undefined once it is complete and answered: an idle connection keeps nothing of its exchanges. */
	#newest: IncomingMessage | undefined;
	/** Of the newest request. */
	#response: ServerResponse | undefined;
	/** Whether an answered request was the connection's last. */
	#isEnded = false;
	#taken = 0;
	/** Whether the newest request is one with an ignored `Upgrade`. */
	#hasUpgrade = false;
	#isHeld = false;
	/** Whether the parser has got input after a request with `Upgrade` and has reported nothing. */
	#isUnread = false;

	constructor(server: Server, socket: Socket, maxRequests: number, turns: Turns) {
		this.#server = server;
		this.#socket = socket;
		this.#maxRequests = maxRequests;
		this.#turns = turns;
		const [parse] = socket.listeners('data') as Array<(piece: Buffer) => void>;
		this.#parse = parse!;
		socket.off('data', parse!);
		socket.on('data', this.#onData);
	}

	take(request: IncomingMessage, response: ServerResponse): void {
		this.#taken++;
		this.#requests++;
		this.#newest = request;
		this.#response = response;
		const {upgrade, 'content-length': contentLength, 'transfer-encoding': transferEncoding} = request.headers;
		this.#hasUpgrade = upgrade !== undefined;
		if (contentLength !== undefined) {
			this.#ends.beginBody(Number(contentLength));
		} else if (transferEncoding?.toLowerCase() === 'chunked' && request.httpVersion === '1.1') {
			this.#ends.beginChunks();
		}

		response.on('close', this.#onAnswered);
	}

	/** Whether the newest request's body is still to be received. */
	get isInBody(): boolean {
		return this.#newest?.complete === false;
	}

	release(): void {
		this.#socket.off('data', this.#onData);
	}

	readonly #onData = (piece: Buffer): void => {
		let start = 0;
		while (start < piece.length && this.#mayParse()) {
			const end = this.#ends.next(piece, start);
			this.#hand(start === 0 && end === piece.length ? piece : piece.subarray(start, end));
			start = end;
		}

		if (start === piece.length) {
			return;
		}

		if (this.#isFeeding()) {
			// Dropped instead of held, to see the end of the connection.
			if (this.#isOver()) {
				return;
			}

			this.#socket.pause();
			this.#isHeld = this.#isFull();
		}

		// Put back, to stay in order with further input and the end.
		this.#socket.unshift(piece.subarray(start));
	};

	#hand(part: Buffer): void {
		if (!this.#hasUpgrade) {
			this.#parse(part);
			return;
		}

		const taken = this.#taken;
		const isIncomplete = this.#isIncomplete;
		this.#parse(part);
		// After an ignored `Upgrade`, Node swallows the parser's errors until the end of the next head.
		const isReported = this.#taken !== taken || this.#isIncomplete !== isIncomplete;
		this.#isUnread = !isReported && (this.#isUnread || part.some(byte => byte !== carriageReturn && byte !== lineFeed));
		if (this.#isUnread && this.#ends.isBehindEmptyLine && this.#isFeeding() && this.#socket.writable) {
			this.#server.emit('clientError', Object.assign(new Error('unreadable'), {code: 'HPE_UNREADABLE', rawPacket: part}), this.#socket);
		}
	}

	#mayParse(): boolean {
		return this.#isFeeding() && !this.#socket.isPaused() && this.#socket._paused !== true && !this.#isFull() && !this.#isOver();
	}

	/** Whether the parser still has the connection. */
	#isFeeding(): boolean {
		return this.#socket.listenerCount('data', this.#onData) > 0;
	}

	/** Whether the rest of the newest request is to come. */
	get #isIncomplete(): boolean {
		return this.#newest?.complete === false;
	}

	/** Only between two messages, as the newest exchange may wait for its request body. */
	#isFull(): boolean {
		return this.#requests >= this.#maxRequests && !this.#isIncomplete;
	}

	/** Whether the newest request is the connection's last. */
	#isOver(): boolean {
		return this.#isEnded || (this.#response?.shouldKeepAlive === false && !this.#isIncomplete);
	}

	readonly #onAnswered = (): void => {
		this.#requests--;
		if (this.#requests === 0 && !this.#isIncomplete) {
			this.#isEnded = !this.#response!.shouldKeepAlive;
			this.#newest = undefined;
			this.#response = undefined;
		}

		if (!this.#isHeld) {
			return;
		}

		this.#isHeld = false;
		// Other connections come first, however fast this one is answered.
		this.#turns.wait(() => {
			if (this.#socket._paused !== true) {
				this.#socket.resume();
			}
		});
	};
}

/**
Feeds input of a server's connections to Node's parser one message at a time.

Otherwise Node would parse a whole piece, possibly thousands of pipelined requests, before it honours a pause; and it would drop the
rest of a piece after a request whose `Upgrade` is ignored, which desynchronizes the parser.
*/
export class MessageFeed {
	readonly #feeds = new WeakMap<Socket, ConnectionFeed>();
	readonly #turns = new Turns();

	/**
	@param server - One with Node's own 'connection' listener, which has to come first.
	@param maxRequests - Limit of requests of a connection in memory; the rest stays unread.
	*/
	constructor(server: Server, maxRequests: number) {
		server.on('connection', socket => {
			this.#feeds.set(socket, new ConnectionFeed(server, socket, maxRequests, this.#turns));
		});
	}

	/** Call with each request before it is answered. */
	take(request: IncomingMessage, response: ServerResponse): void {
		this.#feeds.get(request.socket)!.take(request, response);
	}

	/** Whether a connection is in the middle of a request's body. */
	isInBody(socket: Socket): boolean {
		return this.#feeds.get(socket)?.isInBody === true;
	}

	/** Stops feeding a connection that switches protocols. */
	release(socket: Socket): void {
		this.#feeds.get(socket)?.release();
	}
}
