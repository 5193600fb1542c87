import {suggestion} from '../model/nearest.js';
import {flagSpellings} from './names.js';
import {
	isRepeatable,
	isSwitch,
	settingOf,
	type SettingKey,
} from './settings.js';
import {showValue} from './show-value.js';

/** After a switch they are meant for it, and would be taken for backends. */
const switchWords: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off']);

const isNegativeNumber = (argument: string): boolean => /^-(?:\d+(?:\.\d+)?|\.\d+)$/v.test(argument);

export const isFlag = (argument: string): boolean =>
	argument.length > 1 && argument.startsWith('-') && !isNegativeNumber(argument);

/** Everything before a lone `--`; what follows it is no flag, whatever it looks like. */
export const flagArguments = (argv: readonly string[]): readonly string[] => {
	const end = argv.indexOf('--');
	return end === -1 ? argv : argv.slice(0, end);
};

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

/** The value of a flag that may be given several times can itself begin with a hyphen, like the rule that removes a header. */
const isValueOf = (key: SettingKey, next: string | undefined): next is string =>
	next !== undefined && (!isFlag(next) || (isRepeatable(key) && !next.startsWith('--') && !flagSpellings.has(next)));

/** The same arguments, with such values attached to their flags, so that a parser takes them for values. */
export const attachValues = (argv: readonly string[]): readonly string[] => {
	const flags = flagArguments(argv);
	const attached: string[] = [];
	for (let index = 0; index < flags.length; index++) {
		const argument = flags[index]!;
		const next = flags[index + 1];
		const key = flagSpellings.get(argument);
		if (key !== undefined && isRepeatable(key) && isValueOf(key, next)) {
			attached.push(`${argument}=${next}`);
			index++;
		} else {
			attached.push(argument);
		}
	}

	return [...attached, ...argv.slice(flags.length)];
};

/**
Finds what the flag parser would pass over or guess at: flags that do not exist, lack their value, have one they cannot take,
or are given twice.
*/
export const checkFlags = (argv: readonly string[]): readonly string[] => {
	const problems: string[] = [];
	const seen = new Map<SettingKey, string>();
	const flags = flagArguments(argv);

	for (const [index, argument] of flags.entries()) {
		const before = flagSpellings.get(flags[index - 1] ?? '');
		if (!isFlag(argument) || (before !== undefined && isRepeatable(before) && isValueOf(before, argument))) {
			continue;
		}

		const {spelling, attached} = split(argument);
		// A secret that begins with a hyphen: what it lacks was told, and it is not to be repeated.
		if (before !== undefined && settingOf(before).isSecret && !flagSpellings.has(spelling)) {
			continue;
		}

		const key = flagSpellings.get(spelling);
		if (key === undefined) {
			problems.push(`${showValue(spelling).slice(1, -1)} is no option${suggestion(spelling, flagSpellings.keys())} See proxy-tui --help.`);
			continue;
		}

		const next = flags[index + 1];
		const hasValue = attached === undefined ? isValueOf(key, next) : attached !== '';
		if (seen.has(key) && !isRepeatable(key)) {
			problems.push(`${spelling} is given twice; give it once.`);
		} else if (attached !== undefined && isSwitch(key)) {
			problems.push(`${spelling} takes no value, but has ${showValue(attached)}; leave the value off.`);
		} else if (isSwitch(key) && switchWords.has(next?.toLowerCase() ?? '')) {
			problems.push(`${spelling} takes no value, but is followed by ${showValue(next)}; leave that off.`);
		} else if (!hasValue && !isSwitch(key)) {
			problems.push(`${spelling} needs a value after it.`);
		}

		seen.set(key, spelling);
	}

	return problems;
};
