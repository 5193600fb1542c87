import meow from 'meow';
import {suggestion} from '../model/nearest.js';
import {SettingsError} from './settings-error.js';
import {showValue} from './show-value.js';

/** A flag of the program or of one of its commands. */
export type Flag<Name extends string> = {
	readonly name: Name;
	/** A flag without a value is a switch. */
	readonly takesValue: boolean;
	readonly isRepeatable: boolean;
	/** Whether its value may begin with a hyphen, as the rule that removes a header does. */
	readonly mayBeginWithHyphen: boolean;
	readonly isSecret: boolean;
	/** What it means without a value, which is then to be attached by an equals sign. */
	readonly bareValue?: string | undefined;
};

/** By every spelling, such as `--port` and `-p`. */
export type Flags<Name extends string> = ReadonlyMap<string, Flag<Name>>;

type Arguments<Name extends string> = {
	/** In the order of the flags; several values where a flag may be repeated. */
	readonly values: ReadonlyMap<Name, string | boolean | readonly string[]>;
	readonly operands: readonly string[];
};

/** After a switch they are meant for it, and would be taken for operands. */
const switchWords: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off']);

const isNegativeNumber = (argument: string): boolean => /^-(?:\d+(?:\.\d+)?|\.\d+)$/v.test(argument);

const isFlag = (argument: string): boolean => argument.length > 1 && argument.startsWith('-') && !isNegativeNumber(argument);

const split = (argument: string): {readonly spelling: string; readonly attached: string | undefined} => {
	const equals = argument.indexOf('=');
	if (equals !== -1) {
		return {spelling: argument.slice(0, equals), attached: argument.slice(equals + 1)};
	}

	// A short flag may have its number right behind it.
	return /^-[a-z]\d+$/v.test(argument)
		? {spelling: argument.slice(0, 2), attached: argument.slice(2)}
		: {spelling: argument, attached: undefined};
};

/**
All flags with their values attached, and what is wrong with them. `meow` would pass over it, guess, or print and end the process:
its checks of unknown flags, choices and required values do not throw, and its result no longer tells how a flag was spelt.
*/
const check = <Name extends string>(given: readonly string[], flags: Flags<Name>, command: string) => {
	const problems: string[] = [];
	const checked: string[] = [];
	const seen = new Map<Name, Flag<Name>>();

	for (let index = 0; index < given.length; index++) {
		const argument = given[index]!;
		if (!isFlag(argument)) {
			checked.push(argument);
			continue;
		}

		const {spelling, attached} = split(argument);
		const flag = flags.get(spelling);
		if (!flag) {
			const owner = command === 'proxy-tui' ? '' : ` of ${command}`;
			problems.push(`Unknown option ${showValue(spelling).slice(1, -1)}${owner}${suggestion(spelling, flags.keys())} See ${command} --help.`);
			continue;
		}

		const {name, takesValue, isRepeatable, mayBeginWithHyphen, isSecret, bareValue} = flag;
		const next = attached === undefined ? given[index + 1] : undefined;
		const isMeant = takesValue && bareValue === undefined && next !== undefined && (!isFlag(next) || (mayBeginWithHyphen && !next.startsWith('--') && !flags.has(next)));
		const value = attached ?? (isMeant ? next : bareValue);
		if (isMeant || (isSecret && next !== undefined && !flags.has(split(next).spelling))) {
			// What may be a secret is not repeated as an unknown flag.
			index++;
		}

		if (seen.has(name) && !isRepeatable) {
			problems.push(`${spelling} is given twice; give it once.`);
		} else if (!takesValue && attached !== undefined) {
			problems.push(`${spelling} takes no value, but has ${showValue(attached)}; leave the value off.`);
		} else if (!takesValue && switchWords.has(next?.toLowerCase() ?? '')) {
			problems.push(`${spelling} takes no value, but is followed by ${showValue(next)}; leave that off.`);
		} else if (takesValue && (value === undefined || attached === '')) {
			problems.push(`${spelling} needs a value after it.`);
		}

		seen.set(name, flag);
		// The parser takes an empty text for a value only if it is an argument of its own.
		checked.push(...value === undefined ? [spelling] : (value === '' ? [spelling, ''] : [`${spelling}=${value}`]));
	}

	return {checked, problems, seen};
};

/** The parser's flags have names in camel case. */
const parserName = (name: string): string => name.replaceAll(/-(?<letter>[a-z])/gv, (_, letter: string) => letter.toUpperCase());

/** In its result, a letter behind a digit is a capital as well: `--h2c` is `h2C`. */
const resultName = (name: string): string => parserName(name).replaceAll(/\d[a-z]/gv, text => text.toUpperCase());

/** Of the flags that were given: all of them take the parser longer than everything else it does. */
const parserFlags = (flags: Flags<string>, seen: ReadonlyMap<string, Flag<string>>) => Object.fromEntries(Array.from(seen.values(), ({name, takesValue}) => {
	const short = [...flags].find(([spelling, flag]) => flag.name === name && !spelling.startsWith('--'));
	return [parserName(name), takesValue
		? {type: 'string' as const, isMultiple: true, ...(short && {shortFlag: short[0].slice(1)})}
		: {type: 'boolean' as const}];
}));

/**
Reads flags, and the operands between and behind them. Values stay text, so that one schema reads flags, environment and files.

@param command - What the flags belong to, such as `proxy-tui add`.
@throws {SettingsError} Unknown, repeated and incomplete flags, one line each.
*/
export const readFlags = <Name extends string>(argv: readonly string[], flags: Flags<Name>, command = 'proxy-tui'): Arguments<Name> => {
	const end = argv.indexOf('--');
	const {checked, problems, seen} = check(end === -1 ? argv : argv.slice(0, end), flags, command);
	if (problems.length > 0) {
		throw new SettingsError(problems);
	}

	const {flags: given, input} = meow('', {
		importMeta: import.meta,
		argv: end === -1 ? checked : [...checked, ...argv.slice(end)],
		// Without these it reads package.json, prints by itself and ends the process.
		pkg: {name: 'proxy-tui', bin: 'proxy-tui'},
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
		flags: parserFlags(flags, seen),
	});

	const values = new Map<Name, string | boolean | readonly string[]>();
	for (const {name, isRepeatable} of flags.values()) {
		const found = given[resultName(name)] as boolean | readonly string[] | undefined;
		const value = typeof found === 'object' && !isRepeatable ? found[0] : found;
		if (value !== undefined) {
			values.set(name, value);
		}
	}

	return {values, operands: input};
};
