import type {Buffer} from 'node:buffer';
import {withoutBlanks} from '../headers/without-blanks.js';
import {cleanValue} from '../headers/field-value.js';
import {space} from './byte-classes.js';
import {FieldScanner} from './field-scanner.js';
import type {InternedTexts} from './interned-texts.js';

/** RFC 9112 §5.2. */
const fold = /\r?\n[\t ]*/gv;

const lineEndLength = 2;

/** The field lines of a head, as texts. */
export class HeadFields extends FieldScanner {
	/** The whole head; one character a byte. */
	text = '';
	#bytes: Buffer | undefined;
	#start = 0;

	/** To be called once a scan has found the end. */
	take(bytes: Buffer, start: number, end: number): void {
		this.#bytes = bytes;
		this.#start = start;
		this.text = bytes.toString('latin1', start, end);
	}

	name(index: number): string {
		return this.slice(this.nameStart(index), this.nameEnd(index));
	}

	value(index: number): string {
		const value = this.rawValue(index);
		return this.isUnclean ? cleanValue(withoutBlanks(value.replaceAll(fold, ' ')))! : value;
	}

	/** The same, of a field whose values come again and again. */
	protected internedValue(index: number, texts: InternedTexts): string {
		return this.isUnclean ? this.value(index) : texts.read(this.#bytes!, this.valueStart(index), this.valueEnd(index));
	}

	/** With the folds and control characters that it came with. */
	protected rawValue(index: number): string {
		return this.slice(this.valueStart(index), this.valueEnd(index));
	}

	/** All of them as `[name, value, …]`, dropped ones included. */
	raw(): string[] {
		const list: string[] = [];
		for (let index = 0; index < this.count; index++) {
			list.push(this.name(index), this.value(index));
		}

		return list;
	}

	/** Those that are sent on, as `[name, value, …]`. */
	list(): string[] {
		const list: string[] = [];
		for (let index = 0; index < this.count; index++) {
			if (!this.isDropped(index)) {
				list.push(this.name(index), this.value(index));
			}
		}

		return list;
	}

	/** The lines that are sent on, as they came as far as they are written as usual; one text of neighbours that are. */
	lines(): string {
		let lines = '';
		let start = -1;
		for (let index = 0; index < this.count; index++) {
			const isSent = !this.isDropped(index);
			if (isSent && this.#isUsual(index)) {
				start = start === -1 ? this.nameStart(index) : start;
				continue;
			}

			if (start !== -1) {
				lines += this.slice(start, this.nameStart(index));
				start = -1;
			}

			if (isSent) {
				lines += `${this.name(index)}: ${this.value(index)}\r\n`;
			}
		}

		return start === -1 ? lines : lines + this.slice(start, this.end);
	}

	/** A part of the head, by the offsets of its bytes. */
	protected slice(start: number, end: number): string {
		return this.text.slice(start - this.#start, end - this.#start);
	}

	/** One blank after the colon, none after the value, and CRLF. */
	#isUsual(index: number): boolean {
		const start = this.valueStart(index);
		return start === this.nameEnd(index) + ': '.length && this.#bytes![start - 1] === space
			&& !this.isUnclean && this.lineEnd(index) === this.valueEnd(index) + lineEndLength;
	}
}
