import {ctrlC, escape, stringEnd, stringTerminator} from './control-syntax.js';
import type {Enclosed} from './enclosed.js';

/** Limit of a response. */
const maxAnswerLength = 100;

/** An open control string (ECMA-48, 5.6). Only its beginning is kept. */
export class ControlString implements Enclosed {
	readonly #onEnd: (content: string) => void;
	#content = '';
	#held = '';

	/** Reports its content once it has ended, unless it is too long. */
	constructor(onEnd: (content: string) => void) {
		this.#onEnd = onEnd;
	}

	read(piece: string): string | undefined {
		const text = this.#held + piece;
		const found = stringEnd.exec(text);
		const length = found?.index ?? (text.endsWith(escape) ? text.length - 1 : text.length);
		this.#content = (this.#content + text.slice(0, length)).slice(0, maxAnswerLength + 1);
		if (!found) {
			this.#held = text.slice(length);
			return undefined;
		}

		const [end] = found;
		if (stringTerminator.test(end) && this.#content.length <= maxAnswerLength) {
			this.#onEnd(this.#content);
		}

		return text.slice(end === escape || end === ctrlC ? length : length + end.length);
	}

	giveUp(): string {
		return this.#held;
	}
}
