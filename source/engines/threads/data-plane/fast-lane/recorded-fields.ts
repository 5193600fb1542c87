import {withoutBlanks} from './head-fields.js';

const emptyLine = '\r\n\r\n';

/** The field lines of a request's head as they came, kept as the text that they are: it is taken apart only if a person asks for it. */
export class RecordedFields {
	readonly #text: string;

	/** @param text - The whole head. */
	constructor(text: string) {
		this.#text = text;
	}

	/** @returns `[name, value, …]` */
	read(): readonly string[] {
		const [, ...lines] = this.#text.slice(0, -emptyLine.length).split('\r\n');
		return lines.flatMap(line => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon), withoutBlanks(line.slice(colon + 1))];
		});
	}
}
