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

/** Parsed terminal input. */
export type SequenceHandlers = {
	/** Called with characters and key sequences. */
	readonly onKeys: (text: string) => void;
	/** Called with control sequences (ECMA-48, 5.4) that are not keys. */
	readonly onReport: (sequence: string) => void;
	/** Called with the content of operating system commands, such as responses to queries, unless it is long. */
	readonly onAnswer: (content: string) => void;
};

/** Longer than any key or report. */
const maxSequenceLength = 64;

/** Timeout for the rest of a possible key sequence in milliseconds; a delay of the escape key. */
const keyTimeout = 30;

/** Timeout for the rest of a string, which no user types. */
const restTimeout = 1000;

/** Longest time that an unterminated string or paste consumes input. */
const typingTimeout = 3000;

/** Time within which an escape taken for the key can still start a sequence. */
const lateTimeout = 2000;

/** Time within which the rest of a sequence that timed out can still arrive. */
const lostTimeout = 10_000;

/** More characters at once than a user types. */
const maxTypedLength = 8;

/** Whether the sequence that has begun cannot be typed. */
const isSurelyReport = (beginning: string): boolean => beginning.startsWith('\u{1B}[');

/**
Parses terminal input, in whatever pieces it arrives. Input that starts like a control string is one up to its end, never keys: a late or
unsolicited response would run commands. Only the beginning of a string is kept, and none consumes input for ever.
*/
export class ControlSequences {
	readonly #handlers: SequenceHandlers;
	readonly #clock: () => number;
	/** An incomplete sequence. */
	#held = '';
	/** Characters not passed on yet. */
	#keys = '';
	/** The open string or paste. */
	#open: Enclosed | undefined;
	/** When an escape without a sequence was passed on as the key. */
	#escapedAt = -Infinity;
	/** When a burst, a string or a paste began. */
	#sentAt = -Infinity;
	/** When a sequence last timed out, and the pattern of its rest. */
	#lost = {at: -Infinity, rest: lostRest};

	constructor(handlers: SequenceHandlers, clock: () => number) {
		this.#handlers = handlers;
		this.#clock = clock;
	}

	/** Milliseconds to wait before `giveUp`; undefined if nothing is pending. */
	get timeout(): number | undefined {
		if (this.#open) {
			return Math.max(0, Math.min(this.#open.mayBeOver === true ? keyTimeout : restTimeout, this.#sentAt + typingTimeout - this.#clock()));
		}

		if (this.#held === '') {
			return undefined;
		}

		return isSurelyReport(this.#held) && !x10MouseInTwo.test(this.#held) ? restTimeout : keyTimeout;
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

	/** Nothing more comes: passes what is pending on as keys where possible. */
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

	/** Input that continues what came before. */
	#withBeginning(piece: string): string {
		const text = this.#held + piece;
		this.#held = '';
		if (this.#open) {
			return text;
		}

		if (this.#clock() < this.#escapedAt + lateTimeout) {
			if (lateIntroducer.test(text)) {
				this.#held = text;
				return '';
			}

			this.#escapedAt = -Infinity;
			return lateBeginning.test(text) ? escape + text : text;
		}

		return this.#clock() < this.#lost.at + lostTimeout ? this.#withoutLost(text) : text;
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

	/** Continues the open string, and returns what follows its end. */
	#readEnclosed(text: string, enclosed: Enclosed): string {
		const rest = enclosed.read(text);
		if (rest === undefined) {
			return '';
		}

		this.#open = undefined;
		return rest;
	}

	/** Parses the start of a text, and returns the rest. */
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
		// A terminator without a string.
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
