import type {Buffer} from 'node:buffer';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {MessageEnds} from './message-ends.js';

const carriageReturn = 0x0D;
const lineFeed = 0x0A;

/** Node's own name for a connection that it has paused until its client takes what it was sent. */
type ServedSocket = Socket & {readonly _paused?: boolean};

/** So many connections that have had requests answered are read on in one turn of the event loop. */
const resumedPerTurn = 4;

/** Connections that wait to be read on, however many they are, let new ones and those that answer come in between. */
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
	#newest: IncomingMessage | undefined;
	#response: ServerResponse | undefined;
	/** Whether the newest request asked for another protocol; it is handed out as an ordinary one. */
	#hasUpgrade = false;
	#isHeld = false;
	/** Whether something was handed over of which nothing has come, after a request with `Upgrade`. */
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

		response.once('close', this.#onAnswered);
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
			// Dropped, not held, so that the connection's end is seen.
			if (this.#isOver()) {
				return;
			}

			this.#socket.pause();
			this.#isHeld = this.#isFull();
		}

		// Back to where it came from, so that it stays in order with what follows, the end included.
		this.#socket.unshift(piece.subarray(start));
	};

	#hand(part: Buffer): void {
		const newest = this.#newest;
		const wasComplete = newest?.complete;
		const hadUpgrade = this.#hasUpgrade;
		this.#parse(part);
		if (!hadUpgrade) {
			return;
		}

		// Node keeps the parser's errors to itself from an `Upgrade` that is ignored until the next head has ended.
		const hasComeToMean = this.#newest !== newest || newest!.complete !== wasComplete;
		this.#isUnread = !hasComeToMean && (this.#isUnread || part.some(byte => byte !== carriageReturn && byte !== lineFeed));
		if (this.#isUnread && this.#ends.isBehindEmptyLine && this.#isFeeding() && this.#socket.writable) {
			this.#server.emit('clientError', Object.assign(new Error('unreadable'), {code: 'HPE_UNREADABLE', rawPacket: part}), this.#socket);
		}
	}

	#mayParse(): boolean {
		return this.#isFeeding() && !this.#socket.isPaused() && this.#socket._paused !== true && !this.#isFull() && !this.#isOver();
	}

	/** Whether the connection has not been taken from its parser. */
	#isFeeding(): boolean {
		return this.#socket.listenerCount('data', this.#onData) > 0;
	}

	/** Between two messages only: the body of the newest request may be waited for. */
	#isFull(): boolean {
		return this.#requests >= this.#maxRequests && this.#newest!.complete;
	}

	/** Whether the newest request is the last that is answered. */
	#isOver(): boolean {
		return this.#response?.shouldKeepAlive === false && this.#newest!.complete;
	}

	readonly #onAnswered = (): void => {
		this.#requests--;
		if (!this.#isHeld) {
			return;
		}

		this.#isHeld = false;
		// Other connections go first, however fast this one is answered.
		this.#turns.wait(() => {
			if (this.#socket._paused !== true) {
				this.#socket.resume();
			}
		});
	};
}

/**
Hands what a server's clients send to Node's parser one message at a time.

By itself, Node parses all that came in one piece, thousands of requests perhaps, before it heeds a pause; and it drops what
stands in a piece behind a request whose `Upgrade` is ignored, so that the next piece would be read out of step.
*/
export class MessageFeed {
	readonly #feeds = new WeakMap<Socket, ConnectionFeed>();
	readonly #turns = new Turns();

	/**
	@param server - One that listens for connections already, so that Node's own listener comes first.
	@param maxRequests - So many requests of a connection are in memory at once; the rest stays unread.
	*/
	constructor(server: Server, maxRequests: number) {
		server.on('connection', socket => {
			this.#feeds.set(socket, new ConnectionFeed(server, socket, maxRequests, this.#turns));
		});
	}

	/** To be called with each request before it is answered. */
	take(request: IncomingMessage, response: ServerResponse): void {
		this.#feeds.get(request.socket)!.take(request, response);
	}

	/** Leaves a connection to the protocol that follows. */
	release(socket: Socket): void {
		this.#feeds.get(socket)?.release();
	}
}
