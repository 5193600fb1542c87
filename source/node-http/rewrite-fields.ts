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
const emptyLines = [Buffer.from('\n\r\n'), Buffer.from('\n\n')];

/** After these, another head follows; 101 switches protocols (RFC 9110 §15.2). */
const beginningOfInterim = /^(?:HTTP\/1\.[01] 1(?!01)|$)/v;
const beginningLength = 'HTTP/1.1 100'.length;

/** @returns The offset behind the first empty line, which some senders end with LF alone (RFC 9112 §2.2); undefined if there is none. */
const endOfHead = (bytes: Buffer): number | undefined => {
	let end: number | undefined;
	for (const line of emptyLines) {
		const found = bytes.subarray(0, end).indexOf(line);
		end = found === -1 ? end : found + line.length;
	}

	return end;
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

/**
Rewrites fields in the heads of a response, interim ones included, before Node's parser gets them. All before those fields reaches
the parser at once, so that garbage is refused at once. To be called before anything of the response has been read.
*/
export const rewriteFields = (socket: Socket, {name, maxHeadBytes, rewrite}: FieldRewriting): void => {
	const {push} = socket;
	/** Of the head that is being read. */
	let beginning = '';
	let held: Buffer = nothing;

	const passLast = (bytes: Buffer | null): boolean => {
		Reflect.deleteProperty(socket, 'push');
		return push.call(socket, bytes);
	};

	/** @returns Whether more may be read. */
	const take = (bytes: Buffer): boolean => {
		let passed = '';
		let rest = bytes;
		for (let end = endOfHead(rest); end !== undefined; end = endOfHead(rest)) {
			const head = rest.toString('latin1', 0, end);
			const isInterim = beginningOfInterim.test((beginning + head).trimStart());
			beginning = '';
			passed += rewrite(head);
			rest = rest.subarray(end);
			if (!isInterim) {
				const isChanged = passed !== bytes.toString('latin1', 0, bytes.length - rest.length);
				return passLast(isChanged ? Buffer.concat([Buffer.from(passed, 'latin1'), rest]) : bytes);
			}
		}

		const text = rest.toString('latin1');
		const start = startOfHeld(text, name);
		passed += text.slice(0, start);
		beginning = (beginning + text.slice(0, start)).trimStart().slice(0, beginningLength);
		if (rest.length - start > maxHeadBytes) {
			return passLast(Buffer.concat([Buffer.from(passed, 'latin1'), rest.subarray(start)]));
		}

		held = rest.subarray(start);
		return passed === '' || push.call(socket, Buffer.from(passed, 'latin1'));
	};

	socket.push = (piece: Buffer | null): boolean => {
		const before = held;
		held = nothing;
		if (piece !== null) {
			return take(before.length === 0 ? piece : Buffer.concat([before, piece]));
		}

		if (before.length > 0) {
			push.call(socket, before);
		}

		return passLast(null);
	};
};
