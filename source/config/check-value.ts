import type {Issue, ValuePath} from './schema.js';
import {settingOf, type SettingKey} from './settings.js';
import {showValue} from './show-value.js';

/** A problem of a value, before its place is known. */
export type ValueProblem = {
	readonly path: ValuePath;
	/** Such as `"abc" is not allowed: give a whole number from 0 to 65535`. */
	readonly text: string;
};

export type CheckedValue =
	| {readonly value: unknown; readonly problems?: undefined}
	| {readonly value?: undefined; readonly problems: readonly ValueProblem[]};

const valueAt = (value: unknown, path: ValuePath): unknown => {
	let current = value;
	for (const step of path) {
		// A URL alone stands for an object with it.
		if (typeof current !== 'object' || current === null) {
			return current;
		}

		current = (current as Record<string | number, unknown>)[step];
	}

	return current;
};

const describe = ({path, message, unknownMember}: Issue, given: unknown, isSecret: boolean): ValueProblem => {
	const wrong = unknownMember ?? valueAt(given, path);
	const shown = isSecret ? 'the value' : showValue(wrong);
	return {path, text: `${wrong === undefined ? 'a value is missing' : `${shown} is not allowed`}: ${message}`};
};

/** Validates a value against the schema of its setting. */
export const checkValue = (key: SettingKey, given: unknown): CheckedValue => {
	const {schema, isSecret} = settingOf(key);
	const {value, issues} = schema.read(given);
	return issues ? {problems: issues.map(issue => describe(issue, given, isSecret ?? false))} : {value};
};
