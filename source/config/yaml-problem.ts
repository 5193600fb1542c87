import type {YAMLError} from 'yaml';

const lastWord = (text: string): string => text.slice(text.lastIndexOf(' ') + 1);
const lastCharacter = (text: string): string => text.slice(-1);

const otherColumn = 'this is not in the same column as the settings or items that it belongs to';

/** What to say instead of the parser's message; the first whose beginning the message has. */
const ofMissing: ReadonlyArray<readonly [begin: string, say: (message: string) => string]> = [
	['Missing closing ', message => `a closing ${message.slice('Missing closing '.length, -'quote'.length)} is missing`],
	['Missing , or :', () => 'a comma or a colon is missing before this'],
	['Implicit map keys', () => 'a name is followed by a colon, a space and its value, such as "port: 8000"'],
	['Sequence item without', () => otherColumn],
	['Flow ', message => `a closing ${lastCharacter(message)} is missing`],
];

const duplicateKey = (rest: string): string => {
	const {name = ''} = /^["']?(?<name>[\w$\-]+)/v.exec(rest)?.groups ?? {};
	return `${name === '' ? 'a name' : `"${name}"`} is there twice; keep one of them`;
};

const unexpectedToken = (message: string, rest: string): string => {
	const {token = rest[0]} = /^Unexpected (?<token>\S) in/v.exec(message)?.groups ?? {};
	return `${token} is one too many here`;
};

/** By the parser's code; `rest` is the text from the mistake on. */
const says: Readonly<Partial<Record<YAMLError['code'], (message: string, rest: string) => string>>> = {
	RESOURCE_EXHAUSTION: () => 'the values are nested too deeply',
	MULTIPLE_DOCS: () => 'a second document begins here; keep one, without the line that divides them',
	TAB_AS_INDENT: message => `${message}; use spaces`,
	BLOCK_AS_IMPLICIT_KEY: () => 'a setting cannot begin within the value of another: put a text that holds a colon into quotes, and begin all settings in the same column',
	BLOCK_IN_FLOW: () => 'a comma is missing after this, or the text should be in quotes',
	MULTILINE_IMPLICIT_KEY: () => 'a name, the colon behind it and its value have to be on one line',
	BAD_INDENT: message => message.startsWith('Flow ') ? `a closing ${lastCharacter(message)} is missing` : otherColumn,
	MISSING_CHAR: message => ofMissing.find(([begin]) => message.startsWith(begin))?.[1](message) ?? message,
	BAD_SCALAR_START: message => `a text that begins with ${lastWord(message)} has to be in quotes`,
	BAD_DQ_ESCAPE: message => `${lastWord(message)} means nothing within double quotes; write a backslash as ${String.raw`\\`}`,
	DUPLICATE_KEY: (_, rest) => duplicateKey(rest),
	UNEXPECTED_TOKEN: unexpectedToken,
};

/**
What is wrong with a text that is no YAML, in words for who wrote it, without a full stop. What is no usual mistake keeps the words
of the parser.

@param text - The whole text.
*/
export const yamlProblem = ({code, message, pos}: YAMLError, text: string): string => {
	const told = message.replace(/\.$/v, '');
	return says[code]?.(told, text.slice(pos[0])) ?? told;
};
