import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';

export type FieldRewriting = {
	/** Of the fields to rewrite, in lower case. */
	readonly name: string;
	/** A larger head is passed on as it is, to be refused by the parser. */
	readonly maxHeadBytes: number;
	/** Takes and returns a head, or its end with all fields of that name, one character per byte. */
	readonly rewrite: (head: string) => string;
};

const nothing = Buffer.alloc(0);
const emptyLine = Buffer.from('\n\r\n');
const bareEmptyLine = '\n\n';

/** After these, another head follows; 101 switches protocols (RFC 9110 §15.2). */
const beginningOfInterim = /^(?:HTTP\/1\.[01] 1(?!01)|$)/v;
const beginningLength = 'HTTP/1.1 100'.length;

/** @returns The bytes up to the first empty line, which some senders end with LF alone (RFC 9112 §2.2); undefined if there is none. */
const firstHead = (bytes: Buffer): string | undefined => {
	const found = bytes.indexOf(emptyLine);
	const head = bytes.toString('latin1', 0, found === -1 ? bytes.length : found + emptyLine.length);
	const bare = head.indexOf(bareEmptyLine);
	if (bare !== -1) {
		return head.slice(0, bare + bareEmptyLine.length);
	}

	return found === -1 ? undefined : head;
};

/** @returns Where a head whose end has not come is held back: at the line end before a field of that name, or what may become one or the end. */
const startOfHeld = (head: string, name: string): number => {
	const lines = head.toLowerCase();
	const field = `\n${name}:`;
	const found = lines.indexOf(field);
	const last = lines.lastIndexOf('\n');
	if (found !== -1 || last === -1) {
		return found === -1 ? head.length : found;
	}

	const lastLine = lines.slice(last);
	return lastLine === '\n\r' || field.startsWith(lastLine) ? last : head.length;
};

/** The fields of one connection. Its `push` is replaced once: to put it back after each response would make every use of it slower. */
class FieldRewriter {
	readonly #push: (bytes: Buffer | null) => boolean;
	/** Undefined after the head of the final response. */
	#rewriting: FieldRewriting | undefined;
	/** Of the head that is being read. */
	#beginning = '';
	#held: Buffer = nothing;

	constructor(socket: Socket) {
		this.#push = socket.push.bind(socket);
		socket.push = this.#take;
	}

	begin(rewriting: FieldRewriting): void {
		this.#rewriting = rewriting;
		this.#beginning = '';
		this.#held = nothing;
	}

	/** @returns Whether more may be read. */
	readonly #take = (piece: Buffer | null): boolean => {
		if (this.#rewriting === undefined) {
			return this.#push(piece);
		}

		const held = this.#held;
		this.#held = nothing;
		if (piece !== null) {
			return this.#rewrite(held.length === 0 ? piece : Buffer.concat([held, piece]), this.#rewriting);
		}

		if (held.length > 0) {
			this.#push(held);
		}

		return this.#pushLast(null);
	};

	#pushLast(bytes: Buffer | null): boolean {
		this.#rewriting = undefined;
		return this.#push(bytes);
	}

	#rewrite(bytes: Buffer, {name, maxHeadBytes, rewrite}: FieldRewriting): boolean {
		let passed = '';
		let isChanged = false;
		let rest = bytes;
		for (let head = firstHead(rest); head !== undefined; head = firstHead(rest)) {
			const isInterim = beginningOfInterim.test((this.#beginning + head).trimStart());
			this.#beginning = '';
			const rewritten = rewrite(head);
			isChanged ||= rewritten !== head;
			passed += rewritten;
			rest = rest.subarray(head.length);
			if (!isInterim) {
				return this.#pushLast(isChanged ? Buffer.concat([Buffer.from(passed, 'latin1'), rest]) : bytes);
			}
		}

		const text = rest.toString('latin1');
		const start = startOfHeld(text, name);
		passed += text.slice(0, start);
		this.#beginning = (this.#beginning + text.slice(0, start)).trimStart().slice(0, beginningLength);
		if (rest.length - start > maxHeadBytes) {
			return this.#pushLast(Buffer.concat([Buffer.from(passed, 'latin1'), rest.subarray(start)]));
		}

		this.#held = rest.subarray(start);
		return passed === '' || this.#push(Buffer.from(passed, 'latin1'));
	}
}

const rewriters = new WeakMap<Socket, FieldRewriter>();

/**
Rewrites fields in the heads of a response, interim ones included, before Node's parser gets them. All before those fields reaches
the parser at once, so that garbage is refused at once. To be called before anything of the response has been read.
*/
export const rewriteFields = (socket: Socket, rewriting: FieldRewriting): void => {
	let rewriter = rewriters.get(socket);
	if (rewriter === undefined) {
		rewriter = new FieldRewriter(socket);
		rewriters.set(socket, rewriter);
	}

	rewriter.begin(rewriting);
};
