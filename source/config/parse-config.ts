import {
	isMap,
	isNode,
	isScalar,
	LineCounter,
	parseDocument,
	type Document,
	type Node,
} from 'yaml';
import {suggestion} from '../model/nearest.js';
import type {ValuePath} from './schema.js';
import {checkGiven, type GivenSettings} from './given-settings.js';
import {
	isSettingKey,
	settingKeys,
	settingOf,
	type SettingKey,
} from './settings.js';
import {SettingsError} from './settings-error.js';
import {showValue} from './show-value.js';
import {yamlProblem} from './yaml-problem.js';

// Enough for a file that shares a few values, too few to blow one up.
const maxAliasCount = 16;

const fileKeys = settingKeys.filter(key => !settingOf(key).isNotInFile);

/** `['backends', 1, 'weight']` as `backends[1].weight`. */
const showPath = (path: ValuePath): string =>
	path.map((step, index) => typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`).join('');

/** Offset of the innermost existing part of a path. */
const offsetOf = (document: Document, path: ValuePath): number => {
	for (let {length} = path; length > 0; length--) {
		const node = document.getIn(path.slice(0, length), true);
		if (isNode(node) && node.range) {
			return node.range[0];
		}
	}

	return 0;
};

const keyProblem = (name: string): string | undefined => {
	if (!isSettingKey(name)) {
		return `unknown setting ${showValue(name)}${suggestion(name, fileKeys)}`;
	}

	return fileKeys.includes(name) ? undefined : `"${name}" cannot be set in a file; give it as a flag or in the environment.`;
};

/**
Reads the text of a config file. JSON goes through the YAML parser as well, being a subset, so that every problem has its
line and column.

@param text - YAML or JSON.
@param file - Its name as the messages are to show it.
@throws {SettingsError} What is wrong, each with `file:line:column`.
*/
export const parseConfig = (text: string, file: string): GivenSettings => {
	const lines = new LineCounter();
	const place = (offset: number): string => {
		const {line, col} = lines.linePos(offset);
		return `${file}:${line}:${col}`;
	};

	const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, logLevel: 'error'});
	const [broken] = [...document.errors, ...document.warnings];
	if (broken) {
		throw new SettingsError([`${place(broken.pos[0])}: ${yamlProblem(broken, text)}.`], {cause: broken});
	}

	if (!isMap(document.contents)) {
		throw new SettingsError([`${place(0)}: a config file holds settings with their values, such as "port: 8000".`]);
	}

	const entries: Array<readonly [SettingKey, unknown]> = [];
	const problems: string[] = [];

	for (const {key, value} of document.contents.items) {
		const name = isScalar(key) ? String(key.value) : '';
		if (name === '$schema') {
			// The schema's location, for editors.
			continue;
		}

		const problem = keyProblem(name);
		if (problem !== undefined || !isSettingKey(name)) {
			problems.push(`${place((key as Node).range?.[0] ?? 0)}: ${problem}`);
			continue;
		}

		try {
			entries.push([name, (value as Node | undefined)?.toJS(document, {maxAliasCount}) ?? null]);
		} catch (error) {
			problems.push(`${place(offsetOf(document, [name]))}: ${name}: ${(error as Error).message}.`);
		}
	}

	const placeOf = (path: ValuePath): string => place(offsetOf(document, path));
	return checkGiven(entries, (key, path) => `${placeOf([key, ...path])}: ${showPath([key, ...path])}`, problems, key => placeOf([key]));
};
