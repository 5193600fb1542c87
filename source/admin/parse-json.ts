import {Problem} from './problem.js';

const maxDepth = 32;
const maxShownName = 40;

const space = /[\t\n\r ]*/vy;
const string = /"(?:[^"\\]|\\.)*"/svy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+\-]?\d+)?/ivy;
const word = /true|false|null/vy;

/** One pass over a JSON text. */
class Reader {
	#offset = 0;
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	read(): unknown {
		this.#take(space);
		const value = this.#value(0);
		this.#take(space);
		if (this.#offset < this.#text.length) {
			this.#fail(`expected the end instead of ${this.#next()}`);
		}

		return value;
	}

	#value(depth: number): unknown {
		if (depth > maxDepth) {
			this.#fail('the values are nested too deeply');
		}

		if (this.#skip('{')) {
			return this.#object(depth);
		}

		if (this.#skip('[')) {
			const items: unknown[] = [];
			this.#list(']', () => {
				items.push(this.#value(depth + 1));
			});
			return items;
		}

		const text = this.#string();
		if (text !== undefined) {
			return text;
		}

		const scalar = this.#take(number) ?? this.#take(word) ?? this.#fail(`expected a value instead of ${this.#next()}`);
		return JSON.parse(scalar);
	}

	#object(depth: number): unknown {
		const members = new Map<string, unknown>();
		this.#list('}', () => {
			const start = this.#offset;
			const name = this.#string() ?? this.#fail(`expected a name in double quotes instead of ${this.#next()}`);
			if (members.has(name)) {
				this.#offset = start;
				this.#fail(`the member ${JSON.stringify(name.slice(0, maxShownName))} is there twice, the second time`);
			}

			if (!this.#skip(':')) {
				this.#fail(`expected ":" instead of ${this.#next()}`);
			}

			members.set(name, this.#value(depth + 1));
		});
		// Makes own members of names such as `__proto__`, too.
		return Object.fromEntries(members);
	}

	#string(): string | undefined {
		const start = this.#offset;
		const quoted = this.#take(string);
		try {
			return quoted === undefined ? undefined : JSON.parse(quoted) as string;
		} catch {
			this.#offset = start;
			return this.#fail('a text with an unknown escape or an unescaped control character begins');
		}
	}

	#list(closing: string, readItem: () => void): void {
		if (this.#skip(closing)) {
			return;
		}

		do {
			readItem();
		} while (this.#skip(','));

		if (!this.#skip(closing)) {
			this.#fail(`expected "," or "${closing}" instead of ${this.#next()}`);
		}
	}

	/** Moves over what the pattern finds right here. */
	#take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#offset;
		const [found] = pattern.exec(this.#text) ?? [];
		this.#offset += found?.length ?? 0;
		return found;
	}

	/** Moves over the character, and white space around it, if it comes next. */
	#skip(character: string): boolean {
		this.#take(space);
		if (this.#text[this.#offset] !== character) {
			return false;
		}

		this.#offset++;
		this.#take(space);
		return true;
	}

	#next(): string {
		return this.#offset < this.#text.length ? JSON.stringify(this.#text[this.#offset]) : 'the end';
	}

	#fail(what: string): never {
		const lines = this.#text.slice(0, this.#offset).split('\n');
		throw new Problem(400, 'invalid_json', `The body is no valid JSON: ${what} at line ${lines.length}, column ${lines.at(-1)!.length + 1}.`);
	}
}

/**
Reads JSON (RFC 8259) more strictly than `JSON.parse`: a member given twice is refused, because programs differ in which of the
two they take, and every problem has its line and column.

@throws {Problem}
*/
export const parseJson = (text: string): unknown => new Reader(text).read();
