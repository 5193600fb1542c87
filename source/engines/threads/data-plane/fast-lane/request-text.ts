import {addField} from '../headers/field-list.js';
import {fieldLines} from '../headers/field-lines.js';
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
	readonly #startLine: string;
	readonly #fields: string[];

	constructor(head: ScannedHead) {
		const {method, target, own} = head;
		this.#startLine = `${method} ${target} HTTP/1.1\r\n`;
		this.#fields = head.list();
		for (let index = 0; index < own.length; index += 2) {
			addField(this.#fields, own[index] as string, own[index + 1]!);
		}
	}

	/** @param change - Changes the fields, which are `[name, value, …]`. */
	text(change: (fields: string[]) => void): string {
		const fields = [...this.#fields];
		change(fields);
		return `${this.#startLine}${fieldLines(fields)}\r\n`;
	}
}
