/** A text and its position, in UTF-16 units. */
export type Written = {
	/** Without quotes and escapes. */
	readonly text: string;
	readonly start: number;
	readonly end: number;
};

/** One term in its notation: `!status:5xx|404`. */
export type WrittenTerm = {
	readonly start: number;
	readonly end: number;
	readonly isNegated: boolean;
	/** Absent for a text in any column. */
	readonly field?: Written;
	/** At least one, possibly empty; alternatives. */
	readonly values: readonly Written[];
	/** Position of an unclosed quote. */
	readonly openQuote?: number;
};

/** A URL is not a field. */
const fieldName = /[a-z]+(?=:)(?!:\/\/)/ivy;

const isSpace = (character: string): boolean => /\s/v.test(character);

class TermReader {
	readonly #text: string;
	#position: number;
	#openQuote: number | undefined;

	constructor(text: string, position: number) {
		this.#text = text;
		this.#position = position;
	}

	#peek(): string {
		return this.#text[this.#position] ?? '';
	}

	#readField(): Written | undefined {
		fieldName.lastIndex = this.#position;
		const [name] = fieldName.exec(this.#text) ?? [];
		if (name === undefined) {
			return undefined;
		}

		const start = this.#position;
		this.#position += name.length + 1;
		return {text: name, start, end: start + name.length};
	}

	/** The content of quotes; the first is at the position. */
	#readQuoted(): string {
		const start = this.#position;
		let text = '';
		for (this.#position++; this.#position < this.#text.length; this.#position++) {
			const character = this.#peek();
			if (character === '"') {
				this.#position++;
				return text;
			}

			if (character === '\\' && this.#position + 1 < this.#text.length) {
				this.#position++;
			}

			text += this.#peek();
		}

		this.#openQuote = start;
		return text;
	}

	/** Up to a space or divider. */
	#readValue(divider?: string): Written {
		const start = this.#position;
		let text = '';
		while (this.#position < this.#text.length && !isSpace(this.#peek()) && this.#peek() !== divider) {
			if (this.#peek() === '"') {
				text += this.#readQuoted();
			} else {
				text += this.#peek();
				this.#position++;
			}
		}

		return {text, start, end: this.#position};
	}

	#readAlternatives(): Written[] {
		const values = [this.#readValue('|')];
		while (this.#peek() === '|') {
			this.#position++;
			values.push(this.#readValue('|'));
		}

		return values;
	}

	read(): WrittenTerm {
		const start = this.#position;
		const isNegated = this.#peek() === '!';
		this.#position += isNegated ? 1 : 0;
		const field = this.#readField();
		// Text without a field may contain anything.
		const values = field ? this.#readAlternatives() : [this.#readValue()];

		return {
			start, end: this.#position, isNegated, ...(field && {field}), values, ...(this.#openQuote !== undefined && {openQuote: this.#openQuote}),
		};
	}
}

/** Splits a filter into terms. Accepts any text. */
export const readTerms = (text: string): readonly WrittenTerm[] => {
	const terms: WrittenTerm[] = [];
	let position = 0;
	while (position < text.length) {
		if (isSpace(text[position]!)) {
			position++;
		} else {
			const term = new TermReader(text, position).read();
			terms.push(term);
			position = term.end;
		}
	}

	return terms;
};

/** Quotes a value if necessary. */
export const quoteValue = (value: string): string => value === '' || /[\s"\|]/v.test(value)
	? `"${value.replaceAll(/["\\]/gv, String.raw`\$&`)}"`
	: value;
