import meow from 'meow';
import {attachValues, checkFlags} from './check-flags.js';
import {checkGiven, type GivenSettings} from './given-settings.js';
import {flagName} from './names.js';
import {
	isRepeatable,
	isSwitch,
	settingKeys,
	settingOf,
	type SettingKey,
} from './settings.js';
import {questionIn} from './question.js';
import {SettingsError} from './settings-error.js';

export type CommandLine =
	| {readonly kind: 'help'}
	| {readonly kind: 'version'}
	| {readonly kind: 'run'; readonly settings: GivenSettings};

const positionalKey = settingKeys.find(key => settingOf(key).isPositional)!;

/** Values stay text here, so that one schema reads flags, environment and files. */
const parserFlag = (key: SettingKey) => {
	const {shortFlag} = settingOf(key);
	return isSwitch(key)
		? {type: 'boolean' as const}
		: {type: 'string' as const, isMultiple: true, ...(shortFlag !== undefined && {shortFlag})};
};

/** The parser gathers all values of a flag in a list, which is empty for a flag that was not given. */
const givenValue = (value: unknown, isList: boolean): unknown => {
	if (!Array.isArray(value)) {
		return value;
	}

	return isList && value.length > 0 ? value : value[0] as unknown;
};

const parse = (argv: readonly string[]) => meow('', {
	importMeta: import.meta,
	argv,
	// Without these it reads package.json, prints by itself and ends the process.
	pkg: {name: 'proxy-tui', bin: 'proxy-tui'},
	autoHelp: false,
	autoVersion: false,
	booleanDefault: undefined,
	flags: Object.fromEntries(settingKeys.filter(key => key !== positionalKey).map(key => [key, parserFlag(key)])),
});

/**
Reads the arguments after the program's name.

@param argv
@param problemWith - What is wrong with an argument that would be taken for a backend.
@throws {SettingsError} Unknown, repeated or incomplete flags, and values that are not allowed.
*/
export const parseCommandLine = (argv: readonly string[], problemWith: (argument: string) => string | undefined = () => undefined): CommandLine => {
	const question = questionIn(argv);
	if (question !== undefined) {
		return {kind: question};
	}

	const problems = checkFlags(argv);
	if (problems.length > 0) {
		throw new SettingsError(problems);
	}

	const {flags, input} = parse(attachValues(argv));
	const misplaced = input.map(argument => problemWith(argument)).filter(problem => problem !== undefined);
	if (misplaced.length > 0) {
		throw new SettingsError(misplaced);
	}

	const values = settingKeys
		.map(key => [key, givenValue(flags[key], isRepeatable(key))] as const)
		.filter(([, value]) => value !== undefined);
	const positionals: ReadonlyArray<readonly [SettingKey, unknown]> = input.length > 0 ? [[positionalKey, input]] : [];

	return {
		kind: 'run',
		settings: checkGiven([...values, ...positionals], key => key === positionalKey ? settingOf(key).placeholder! : flagName(key)),
	};
};
