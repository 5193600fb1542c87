import {ctrlC, escape, pasteEnd, pasteStart} from './control-syntax.js';
import type {Enclosed} from './enclosed.js';

/** More than any text field accepts. */
const maxPasteLength = 65_536;

const isPressed = (character: string | undefined): boolean => character === ctrlC || character === escape;

/** A bracketed paste (DEC mode 2004) up to its end sequence. */
export class BracketedPaste implements Enclosed {
	readonly #onEnd: (text: string) => void;
	#text = '';

	constructor(onEnd: (text: string) => void) {
		this.#onEnd = onEnd;
	}

	/** A pasted ctrl-c is followed by more at once, a pressed one is not. */
	get mayBeOver(): boolean {
		return this.#text.endsWith(ctrlC);
	}

	read(piece: string): string | undefined {
		const whole = this.#text + piece;
		const length = whole.indexOf(pasteEnd, Math.max(0, this.#text.length - pasteEnd.length + 1));
		if (length === -1) {
			// The end may have begun.
			this.#text = whole.slice(0, maxPasteLength) + whole.slice(maxPasteLength).slice(1 - pasteEnd.length);
			return undefined;
		}

		this.#end(whole.slice(0, length));
		return whole.slice(length + pasteEnd.length);
	}

	giveUp(): string {
		let {length} = this.#text;
		while (isPressed(this.#text[length - 1])) {
			length--;
		}

		this.#end(this.#text.slice(0, length));
		return this.#text.slice(length);
	}

	/** A second start means that the end of the first was lost. */
	#end(text: string): void {
		for (const part of text.slice(0, maxPasteLength).split(pasteStart)) {
			this.#onEnd(part);
		}
	}
}
