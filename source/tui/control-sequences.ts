import {BracketedPaste} from './bracketed-paste.js';
import {ControlString} from './control-string.js';
import {
	cancel,
	escape,
	control,
	controlBeginning,
	escaped,
	escapedBeginning,
	keyControl,
	lateBeginning,
	lateIntroducer,
	lostControlRest,
	lostRest,
	pasteEnd,
	pasteStart,
	plain,
	sevenBits,
	stringBeginning,
	x10Mouse,
	x10MouseBeginning,
	x10MouseInTwo,
} from './control-syntax.js';
import type {Enclosed} from './enclosed.js';

/** What a terminal sends, taken apart. */
export type SequenceHandlers = {
	/** Called with characters, and with the sequences of keys that are no characters. */
	readonly onKeys: (text: string) => void;
	/** Called with each control sequence (ECMA-48, 5.4) that is no key. */
	readonly onReport: (sequence: string) => void;
	/** Called with what an operating system command says, such as the answer to a query, unless that is long. */
	readonly onAnswer: (content: string) => void;
};

/** No key and no report is as long. */
const maxSequenceLength = 64;

/** How long the rest of what may be keys is waited for, in milliseconds; the escape key waits as long. */
const keyPatience = 30;

/** The same for the rest of what nobody types. */
const restPatience = 1000;

/** A string or a paste whose end is lost takes what is typed for no longer than this, however short the pauses between keys are. */
const typingPatience = 3000;

/** How long an escape that was taken for the key may turn out to be the beginning of a sequence. */
const latePatience = 2000;

/** How long the rest of what was given up may come after all. */
const lostPatience = 10_000;

/** Nobody types more characters than this at once. */
const maxTypedLength = 8;

/** Whether what has begun is nothing that somebody types. */
const isSurelyReport = (beginning: string): boolean => beginning.startsWith('\u{1B}[');

/**
Takes apart what a terminal sends, in whatever pieces it comes. What begins like a control string is one up to its end, and never keys: an
answer that comes late or unasked would be commands. Only the beginning of one is kept, and none takes what is typed for ever.
*/
export class ControlSequences {
	readonly #handlers: SequenceHandlers;
	readonly #clock: () => number;
	/** What may go on in the next piece. */
	#held = '';
	/** What has been typed and not been passed on. */
	#keys = '';
	/** The string or paste that has begun. */
	#open: Enclosed | undefined;
	/** When an escape was last taken for the key, since nothing followed. */
	#escapedAt = -Infinity;
	/** When more came at once than anybody types, or a string or a paste began. */
	#sentAt = -Infinity;
	/** When what is no keys was last given up, and what its rest looks like. */
	#lost = {at: -Infinity, rest: lostRest};

	constructor(handlers: SequenceHandlers, clock: () => number) {
		this.#handlers = handlers;
		this.#clock = clock;
	}

	/** How long to wait for more before `giveUp`, in milliseconds; undefined when there is nothing to wait for. */
	get patience(): number | undefined {
		if (this.#open) {
			return Math.max(0, Math.min(this.#open.mayBeOver === true ? keyPatience : restPatience, this.#sentAt + typingPatience - this.#clock()));
		}

		if (this.#held === '') {
			return undefined;
		}

		return isSurelyReport(this.#held) && !x10MouseInTwo.test(this.#held) ? restPatience : keyPatience;
	}

	read(piece: string): void {
		if (piece.length > maxTypedLength) {
			this.#sentAt = this.#clock();
		}

		let rest = this.#withBeginning(piece);
		while (rest !== '') {
			rest = this.#open ? this.#readEnclosed(rest, this.#open) : this.#readSequence(rest);
		}

		this.#passKeys();
	}

	/** What is held will not go on: it is keys where it can be. */
	giveUp(): void {
		const held = this.#open?.giveUp() ?? this.#held;
		this.#held = '';
		if (this.#open !== undefined || isSurelyReport(held)) {
			this.#lost = {at: this.#clock(), rest: this.#open ? lostRest : lostControlRest};
			this.#open = undefined;
		}

		if (held === escape) {
			this.#escapedAt = this.#clock();
		}

		if (x10MouseInTwo.test(held)) {
			this.#handlers.onReport(held);
		} else if (!isSurelyReport(held)) {
			this.#keys += held;
		}

		this.#passKeys();
	}

	#passKeys(): void {
		const keys = this.#keys;
		this.#keys = '';
		if (keys !== '') {
			this.#handlers.onKeys(keys.toWellFormed());
		}
	}

	/** A piece behind what came before it and belongs to it. */
	#withBeginning(piece: string): string {
		const text = this.#held + piece;
		this.#held = '';
		if (this.#open) {
			return text;
		}

		if (this.#clock() < this.#escapedAt + latePatience) {
			if (lateIntroducer.test(text)) {
				this.#held = text;
				return '';
			}

			this.#escapedAt = -Infinity;
			return lateBeginning.test(text) ? escape + text : text;
		}

		return this.#clock() < this.#lost.at + lostPatience ? this.#withoutLost(text) : text;
	}

	#withoutLost(text: string): string {
		const [pasted = '', ...rest] = text.split(pasteEnd);
		if (rest.length > 0 && !pasted.includes(pasteStart)) {
			this.#paste(pasted);
			return rest.join(pasteEnd);
		}

		return text.replace(this.#lost.rest, '');
	}

	#begin(enclosed: Enclosed): void {
		this.#open = enclosed;
		this.#sentAt = this.#clock();
	}

	/** Reads on in what has begun, and returns what follows its end. */
	#readEnclosed(text: string, enclosed: Enclosed): string {
		const rest = enclosed.read(text);
		if (rest === undefined) {
			return '';
		}

		this.#open = undefined;
		return rest;
	}

	/** Reads what a text begins with, and returns the rest. */
	#readSequence(text: string): string {
		const run = plain.exec(text)?.[0];
		if (run !== undefined) {
			this.#keys += run;
			return text.slice(run.length);
		}

		if (!text.startsWith(escape)) {
			return sevenBits(text) + text.slice(1);
		}

		if (stringBeginning.test(text)) {
			this.#begin(new ControlString(text.startsWith('\u{1B}]') ? this.#handlers.onAnswer : () => undefined));
			return text.slice(2);
		}

		if (text.startsWith('\u{1B}[')) {
			return this.#readControl(text);
		}

		if (escapedBeginning.test(text)) {
			this.#held = text.slice(0, maxSequenceLength);
			return '';
		}

		const [key] = escaped.exec(text)!;
		// The end of a string that has not begun here.
		this.#keys += key === '\u{1B}\\' ? '' : key;
		return text.slice(key.length);
	}

	#readControl(text: string): string {
		const [whole, begun] = text.startsWith('\u{1B}[M') ? [x10Mouse, x10MouseBeginning] : [control, controlBeginning];
		const sequence = whole.exec(text)?.[0];
		if (sequence === undefined) {
			const [beginning] = begun.exec(text)!;
			if (beginning === text) {
				this.#held = text.length > maxSequenceLength ? '\u{1B}[?' : text;
				return '';
			}

			return text.slice(beginning.length).replace(cancel, '');
		}

		if (sequence === pasteStart) {
			this.#begin(new BracketedPaste(pasted => {
				this.#paste(pasted);
			}));
		} else if (keyControl.test(sequence)) {
			this.#keys += sequence;
		} else {
			this.#handlers.onReport(sequence);
		}

		return text.slice(sequence.length);
	}

	#paste(text: string): void {
		this.#keys += pasteStart + text + pasteEnd;
	}
}
