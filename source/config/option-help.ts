import {environmentName, flagName} from './names.js';
import {
	settingKeys,
	settingOf,
	type SettingKey,
} from './settings.js';

const gap = '  ';

const synopsis = (key: SettingKey): string => {
	const {placeholder, shortFlag} = settingOf(key);
	const short = shortFlag === undefined ? ' '.repeat(4) : `-${shortFlag}, `;
	return `${short}${flagName(key)}${placeholder === undefined ? '' : ` ${placeholder}`}`;
};

/** What holds when the setting is left alone, in words; undefined where that goes without saying. */
const defaultText = (key: SettingKey): string | undefined => {
	const {defaultNote, default: value} = settingOf(key);
	return defaultNote ?? (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
};

const wrap = (text: string, width: number): readonly string[] => {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1)!;
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(word);
		} else {
			lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
		}
	}

	return lines;
};

const flags = settingKeys.filter(key => !settingOf(key).isPositional);

/**
The options as `--help` lists them: grouped, in aligned columns.

@param columns - Width of the terminal.
*/
export const renderOptionHelp = (columns = 80): string => {
	const left = Math.max(...flags.map(key => synopsis(key).length));
	const indent = gap.length + left + gap.length;

	const render = (key: SettingKey): string => {
		const value = defaultText(key);
		const text = `${settingOf(key).help}${value === undefined ? '' : ` (${value})`}`;
		return wrap(text, Math.max(columns - indent, 20))
			.map((line, index) => `${index === 0 ? `${gap}${synopsis(key).padEnd(left)}${gap}` : ' '.repeat(indent)}${line}`)
			.join('\n');
	};

	return [...new Set(flags.map(key => settingOf(key).group))]
		.map(group => [`${group}:`, ...flags.filter(key => settingOf(key).group === group).map(key => render(key))].join('\n'))
		.join('\n\n');
};

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

/** All settings as a markdown table. */
export const renderOptionTable = (): string => [
	'| flag | environment | in a file | default | meaning |',
	'| --- | --- | --- | --- | --- |',
	...settingKeys.map(key => {
		const {isPositional, isNotInFile, help} = settingOf(key);
		const flag = isPositional ? 'arguments' : `\`${synopsis(key).trim()}\``;
		const fileKey = isNotInFile ? '' : `\`${key}\``;
		return `| ${[flag, `\`${environmentName(key)}\``, fileKey, defaultText(key) ?? '', help].map(text => cell(text)).join(' | ')} |`;
	}),
].join('\n');
