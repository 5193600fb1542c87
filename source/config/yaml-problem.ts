import type {YAMLError} from 'yaml';

/** By error code, where the parser's message gives no advice. */
const says: Readonly<Partial<Record<YAMLError['code'], string>>> = {
	RESOURCE_EXHAUSTION: 'the values are nested too deeply',
	MULTIPLE_DOCS: 'a second document begins here; keep one, without the separator line',
	TAB_AS_INDENT: 'Tabs are not allowed as indentation; use spaces',
	BLOCK_AS_IMPLICIT_KEY: 'a setting cannot begin within the value of another: put a text that holds a colon into quotes, and begin all settings in the same column',
	BLOCK_IN_FLOW: 'a comma is missing after this, or the text should be in quotes',
	MULTILINE_IMPLICIT_KEY: 'a name, the colon behind it and its value have to be on one line',
};

/**
The problem of invalid YAML, without a full stop.

@param text - The whole text.
*/
export const yamlProblem = ({code, message, pos}: YAMLError, text: string): string => {
	if (code === 'DUPLICATE_KEY') {
		const {name = ''} = /^["']?(?<name>[\w$\-]+)/v.exec(text.slice(pos[0]))?.groups ?? {};
		return `${name === '' ? 'a name' : `"${name}"`} is duplicated; keep one of them`;
	}

	return says[code] ?? message.replace(/\.$/v, '');
};
