import {headerVariables, type HeaderRule, type HeaderValuePart, type HeaderVariable} from '../model/header-rule.js';
import {suggestion} from '../model/nearest.js';
import {
	accept,
	textList,
	refuse,
	type Reading,
	type Schema,
} from './schema.js';
import {showValue} from './show-value.js';

const namePattern = /^[\w!#$%\u{26}'*+\-.^`\|~]+$/v;
/** Visible ASCII and blanks: nothing that could start another line. */
const oneLine = /^[\t -~]*$/v;

/** Framing and connection fields, which the proxy has to control. */
const managed = new Set([
	'connection',
	'content-length',
	'expect',
	'keep-alive',
	'proxy-connection',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);

const allowed = '"Name: value" to set a field, "+Name: value" to add one more, or "-Name" to remove it';
const howTo = `give ${allowed}`;

const isVariable = (name: string): name is HeaderVariable => (headerVariables as readonly string[]).includes(name);

const nameProblem = (name: string): string | undefined => {
	if (managed.has(name)) {
		return `${name} is managed by the proxy itself; name another field`;
	}

	return name === 'host' ? 'give a host with --rewrite-host, or use --change-origin' : undefined;
};

/** @throws {RangeError} For a variable that there is not. */
const parseValue = (text: string): readonly HeaderValuePart[] =>
	text.split(/(?=\{\w+\})|(?<=\{\w+\})/v).map(part => {
		const name = /^\{(?<name>\w+)\}$/v.exec(part)?.groups?.['name'];
		if (name === undefined) {
			return part;
		}

		if (!isVariable(name)) {
			throw new RangeError(`unknown variable ${showValue(part).slice(1, -1)}${suggestion(part, headerVariables.map(variable => `{${variable}}`))}`);
		}

		return {variable: name};
	});

const parseRule = (text: string): Reading<HeaderRule> => {
	const isRemoval = text.startsWith('-');
	const isAddition = text.startsWith('+');
	const unsigned = isRemoval || isAddition ? text.slice(1) : text;
	const colon = unsigned.indexOf(':');
	const name = (colon === -1 ? unsigned : unsigned.slice(0, colon)).trimEnd();
	const value = colon === -1 ? undefined : unsigned.slice(colon + 1).trim();
	if (!namePattern.test(name) || isRemoval !== (value === undefined) || value === '') {
		return refuse(howTo);
	}

	const problem = nameProblem(name.toLowerCase());
	if (problem !== undefined) {
		return refuse(problem);
	}

	if (value === undefined) {
		return accept({action: 'remove', name});
	}

	try {
		return accept({action: isAddition ? 'append' : 'set', name, value: parseValue(value)});
	} catch (error) {
		return refuse((error as RangeError).message);
	}
};

const rule: Schema<HeaderRule> = {
	read(given) {
		if (typeof given !== 'string') {
			return refuse(`${howTo}; in a file, put it in quotes`);
		}

		return oneLine.test(given) ? parseRule(given.trim()) : refuse(howTo);
	},
	json: {type: 'string'},
};

const writeRule = (given: HeaderRule): string => {
	if (given.action === 'remove') {
		return `-${given.name}`;
	}

	const value = given.value.map(part => typeof part === 'string' ? part : `{${part.variable}}`).join('');
	return `${given.action === 'append' ? '+' : ''}${given.name}: ${value}`;
};

/** Changes to header fields; see `howTo`. Kept in the order in which they are given. */
export const headerRules = {
	placeholder: 'RULE',
	allowed: `a list of ${allowed}`,
	write: (rules: unknown) => (rules as readonly HeaderRule[]).map(given => writeRule(given)),
	environmentSeparator: /\n/v,
	schema: textList(rule, 'give a list of rules'),
};
