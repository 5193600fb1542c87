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
	lostRest,
	plain,
	sevenBits,
	stringBeginning,
	stringEnd,
	stringTerminator,
} from './control-syntax.js';

/** What a terminal sends, taken apart. */
export type SequenceHandlers = {
	/** Called with characters, and with the sequences of keys that are no characters. */
	readonly onKeys: (text: string) => void;
	/** Called with each control sequence (ECMA-48, 5.4) that is no key. */
	readonly onReport: (sequence: string) => void;
	/** Called with what an operating system command says, such as the answer to a query, unless that is long. */
	readonly onAnswer: (content: string) => void;
};

const ctrlC = '\u{3}';

/** The longest answer that is read. */
const maxAnswerLength = 100;

/** No key and no report is as long. */
const maxSequenceLength = 64;

/** How long the rest of what may be keys is waited for, in milliseconds; the escape key waits as long. */
const keyPatience = 30;

/** The same for the rest of what nobody types. */
const restPatience = 1000;

/** A string whose end is lost takes what is typed for no longer than this, however short the pauses between keys are. */
const typingPatience = 3000;

/** How long an escape that was taken for the key may turn out to be the beginning of a sequence. */
const latePatience = 2000;

/** How long the rest of a string may come after it was given up. */
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
	/** What the string that has begun says so far. */
	#content: string | undefined;
	#isCommand = false;
	/** When an escape was last taken for the key, since nothing followed. */
	#escapedAt = -Infinity;
	/** When more came at once than anybody types, or a string began. */
	#sentAt = -Infinity;
	/** When a string was last given up. */
	#lostAt = -Infinity;

	constructor(handlers: SequenceHandlers, clock: () => number) {
		this.#handlers = handlers;
		this.#clock = clock;
	}

	/** How long to wait for more before `giveUp`, in milliseconds; undefined when there is nothing to wait for. */
	get patience(): number | undefined {
		if (this.#content !== undefined) {
			return Math.max(0, Math.min(restPatience, this.#sentAt + typingPatience - this.#clock()));
		}

		if (this.#held === '') {
			return undefined;
		}

		return isSurelyReport(this.#held) ? restPatience : keyPatience;
	}

	read(piece: string): void {
		if (piece.length > maxTypedLength) {
			this.#sentAt = this.#clock();
		}

		let rest = this.#withBeginning(piece);
		while (rest !== '') {
			rest = this.#content === undefined ? this.#readSequence(rest) : this.#readString(rest, this.#content);
		}

		this.#passKeys();
	}

	/** What is held will not go on: it is keys where it can be. */
	giveUp(): void {
		const held = this.#held;
		this.#held = '';
		if (this.#content !== undefined) {
			this.#content = undefined;
			this.#lostAt = this.#clock();
		}

		if (held === escape) {
			this.#escapedAt = this.#clock();
		}

		if (!isSurelyReport(held)) {
			this.#keys = held;
			this.#passKeys();
		}
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
		if (this.#content !== undefined) {
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

		return this.#clock() < this.#lostAt + lostPatience ? text.replace(lostRest, '') : text;
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
			this.#content = '';
			this.#isCommand = text.startsWith('\u{1B}]');
			this.#sentAt = this.#clock();
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
		const sequence = control.exec(text)?.[0];
		if (sequence === undefined) {
			const [beginning] = controlBeginning.exec(text)!;
			if (beginning === text) {
				this.#held = text.length > maxSequenceLength ? '\u{1B}[?' : text;
				return '';
			}

			return text.slice(beginning.length).replace(cancel, '');
		}

		if (keyControl.test(sequence)) {
			this.#keys += sequence;
		} else {
			this.#handlers.onReport(sequence);
		}

		return text.slice(sequence.length);
	}

	#readString(text: string, before: string): string {
		const found = stringEnd.exec(text);
		const length = found?.index ?? (text.endsWith(escape) ? text.length - 1 : text.length);
		const content = (before + text.slice(0, length)).slice(0, maxAnswerLength + 1);
		if (!found) {
			this.#content = content;
			this.#held = text.slice(length);
			return '';
		}

		const [end] = found;
		this.#content = undefined;
		if (this.#isCommand && stringTerminator.test(end) && content.length <= maxAnswerLength) {
			this.#handlers.onAnswer(content);
		}

		return text.slice(end === escape || end === ctrlC ? length : length + end.length);
	}
}
