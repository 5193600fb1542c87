import {appendField, type RequestHeaders} from '../headers/request-headers.js';
import type {ScannedHead} from './scanned-head.js';

const linesOf = (name: string, value: string | readonly string[]): string =>
	typeof value === 'string' ? `${name}: ${value}\r\n` : value.map(each => `${name}: ${each}\r\n`).join('');

/** The head of a request as every backend gets it: the client's field lines as they came, and the proxy's own. */
export const requestText = (head: ScannedHead): string => {
	const {method, target, own} = head;
	let lines = head.lines();
	for (let index = 0; index < own.length; index += 2) {
		lines += linesOf(own[index] as string, own[index + 1]!);
	}

	return `${method} ${target} HTTP/1.1\r\n${lines}\r\n`;
};

/** A request whose header fields are rewritten for each backend. */
export class RewritableRequest {
	/** Without a prototype: a client may name a field `__proto__`. */
	readonly headers = Object.create(null) as RequestHeaders;
	readonly #startLine: string;
	/** By lower-case name: as the client wrote it first. */
	readonly #names = new Map<string, string>();

	constructor(head: ScannedHead) {
		const {method, target, own} = head;
		this.#startLine = `${method} ${target} HTTP/1.1\r\n`;
		const fields = head.list();
		for (let index = 0; index < fields.length; index += 2) {
			this.#add(fields[index]!, fields[index + 1]!);
		}

		for (let index = 0; index < own.length; index += 2) {
			this.headers[own[index] as string] = own[index + 1]!;
		}
	}

	/** @param headers - What has become of them. */
	text(headers: Readonly<RequestHeaders>): string {
		let lines = '';
		for (const [name, value] of Object.entries(headers)) {
			lines += linesOf(this.#names.get(name) ?? name, value);
		}

		return `${this.#startLine}${lines}\r\n`;
	}

	#add(name: string, value: string): void {
		const lowerCaseName = name.toLowerCase();
		appendField(this.headers, lowerCaseName, value);
		if (!this.#names.has(lowerCaseName)) {
			this.#names.set(lowerCaseName, name);
		}
	}
}
