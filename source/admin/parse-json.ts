import {Problem} from './problem.js';

const maxDepth = 32;

/** The YAML parser takes seconds for texts that are much longer. */
const maxExamined = 8192;

const invalid = (what: string): Problem => new Problem(400, 'invalid_json', `The body is not valid JSON: ${what}.`);

const placeOf = (text: string, offset: number): string => {
	const lines = text.slice(0, offset).split('\n');
	return `at line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
};

/** `JSON.parse` locates most errors, the YAML parser many of the others. */
const mistakeIn = async (text: string, {message}: Error): Promise<string> => {
	if (message.includes(' column ') || text.length > maxExamined) {
		return message;
	}

	const {parseDocument} = await import('yaml');
	const [mistake] = parseDocument(text, {schema: 'json', prettyErrors: false, logLevel: 'error'}).errors;
	return mistake ? `${mistake.message} ${placeOf(text, mistake.pos[0])}` : message;
};

/** Names, texts and brackets of a text that is known to be JSON. */
const tokens = /"(?:[^"\\]|\\.)*"(?<colon>[\t\n\r ]*:)?|[\[\]\{\}]/gv;

const checkMembers = (text: string): void => {
	const open: Array<Set<string>> = [];
	for (const {0: token, index, groups} of text.matchAll(tokens)) {
		if (token === '{' || token === '[') {
			open.push(new Set());
		} else if (token === '}' || token === ']') {
			open.pop();
		}

		if (open.length > maxDepth) {
			throw invalid(`the values are nested too deeply ${placeOf(text, index)}`);
		}

		const colon = groups?.['colon'];
		if (colon === undefined) {
			continue;
		}

		const quoted = token.slice(0, -colon.length);
		const name = JSON.parse(quoted) as string;
		if (open.at(-1)!.has(name)) {
			throw invalid(`the member ${quoted.slice(0, 40)} is duplicated ${placeOf(text, index)}`);
		}

		open.at(-1)!.add(name);
	}
};

/**
Parses JSON (RFC 8259) more strictly than `JSON.parse`: duplicate members are refused, because implementations differ in which one they use.

@throws {Problem}
*/
export const parseJson = async (text: string): Promise<unknown> => {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw invalid(await mistakeIn(text, error as Error));
	}

	checkMembers(text);
	return value;
};
