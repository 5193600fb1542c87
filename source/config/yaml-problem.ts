import type {YAMLError} from 'yaml';

type Rule = {
	readonly code: YAMLError['code'];
	/** What of the parser's message is meant; all with that code, without it. */
	readonly pattern?: RegExp;
	/** What to say instead. `$1` is what the pattern caught. */
	readonly text: string;
};

/** The first that fits. What is none of these mistakes keeps the words of the parser. */
const rules: readonly Rule[] = [
	{code: 'RESOURCE_EXHAUSTION', text: 'the values are nested too deeply'},
	{code: 'MULTIPLE_DOCS', text: 'a second document begins here; keep one, without the line that divides them'},
	{code: 'TAB_AS_INDENT', text: 'Tabs are not allowed as indentation; use spaces'},
	{code: 'BLOCK_AS_IMPLICIT_KEY', text: 'a setting cannot begin within the value of another: put a text that holds a colon into quotes, and begin all settings in the same column'},
	{code: 'BLOCK_IN_FLOW', text: 'a comma is missing after this, or the text should be in quotes'},
	{code: 'MULTILINE_IMPLICIT_KEY', text: 'a name, the colon behind it and its value have to be on one line'},
	{code: 'BAD_INDENT', pattern: /end with an? (?<end>.)$/v, text: 'a closing $<end> is missing'},
	{code: 'BAD_INDENT', pattern: /^All mapping items/v, text: 'this is not in the same column as the settings or items that it belongs to'},
	{code: 'MISSING_CHAR', pattern: /^Missing closing (?<end>.)quote$/v, text: 'a closing $<end> is missing'},
	{code: 'MISSING_CHAR', pattern: /must end with an? (?<end>.)$/v, text: 'a closing $<end> is missing'},
	{code: 'MISSING_CHAR', pattern: /^Missing , or :/v, text: 'a comma or a colon is missing before this'},
	{code: 'MISSING_CHAR', pattern: /^Implicit map keys/v, text: 'a name is followed by a colon, a space and its value, such as "port: 8000"'},
	{code: 'MISSING_CHAR', pattern: /^Sequence item without/v, text: 'this is not in the same column as the settings or items that it belongs to'},
	{code: 'BAD_SCALAR_START', pattern: /(?<character>\S+)$/v, text: 'a text that begins with $<character> has to be in quotes'},
	{code: 'BAD_DQ_ESCAPE', pattern: /(?<escape>\S+)$/v, text: String.raw`$<escape> means nothing within double quotes; write a backslash as \\`},
	{code: 'UNEXPECTED_TOKEN', pattern: /^Unexpected (?<token>\S) in|"(?<text>.+)"$/v, text: '$<token>$<text> is one too many here'},
];

/**
What is wrong with a text that is no YAML, in words for who wrote it, without a full stop.

@param text - The whole text.
*/
export const yamlProblem = ({code, message, pos: [start]}: YAMLError, text: string): string => {
	if (code === 'DUPLICATE_KEY') {
		const [, name] = /^["']?(?<name>[\w$\-]+)/v.exec(text.slice(start)) ?? [];
		return name === undefined ? 'a name is there twice; keep one of them' : `"${name}" is there twice; keep one of them`;
	}

	const told = message.replace(/\.$/v, '');
	const rule = rules.find(({code: known, pattern}) => known === code && (pattern?.test(told) ?? true));
	if (rule?.pattern === undefined) {
		return rule?.text ?? told;
	}

	return rule.pattern.exec(told)![0].replace(rule.pattern, rule.text);
};
