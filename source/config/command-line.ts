import {checkGiven, type GivenSettings} from './given-settings.js';
import {flagName, flagSpellings} from './names.js';
import {readFlags, type Flags} from './read-flags.js';
import {
	isRepeatable,
	isSwitch,
	settingKeys,
	settingOf,
	type SettingKey,
} from './settings.js';
import {questionIn} from './help-or-version.js';
import {SettingsError} from './settings-error.js';

export type CommandLine =
	| {readonly kind: 'help'}
	| {readonly kind: 'version'}
	| {readonly kind: 'run'; readonly settings: GivenSettings};

const positionalKey = settingKeys.find(key => settingOf(key).isPositional)!;

const flags: Flags<SettingKey> = new Map(Array.from(flagSpellings, ([spelling, key]) => [spelling, {
	name: key,
	takesValue: !isSwitch(key),
	isRepeatable: isRepeatable(key),
	mayBeginWithHyphen: isRepeatable(key),
	isSecret: settingOf(key).isSecret === true,
	bareValue: settingOf(key).bareValue,
}]));

/**
Parses the arguments.

@param argv
@param problemWith - The problem of an argument that would be taken for a backend.
@throws {SettingsError} Unknown, repeated or incomplete flags, and invalid values.
*/
export const parseCommandLine = (argv: readonly string[], problemWith: (argument: string) => string | undefined = () => undefined): CommandLine => {
	const question = questionIn(argv);
	if (question !== undefined) {
		return {kind: question};
	}

	const {values, operands} = readFlags(argv, flags);
	const misplaced = operands.map(operand => problemWith(operand)).filter(problem => problem !== undefined);
	if (misplaced.length > 0) {
		throw new SettingsError(misplaced);
	}

	const backends: ReadonlyArray<readonly [SettingKey, unknown]> = operands.length > 0 ? [[positionalKey, operands]] : [];
	return {
		kind: 'run',
		settings: checkGiven([...values, ...backends], key => key === positionalKey ? settingOf(key).placeholder! : flagName(key)),
	};
};
