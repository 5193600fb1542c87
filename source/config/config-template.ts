import {stringify} from 'yaml';
import {settingKeys, settingOf, type SettingKey} from './settings.js';

const width = 100;

const wrapped = (text: string): readonly string[] => text.match(new RegExp(String.raw`.{1,${width}}(?:\s|$)`, 'gv')) ?? [];

/** A commented-out setting. */
const commented = (key: SettingKey): string => {
	const {help, helpInFile = help, default: value, defaultNote, placeholder} = settingOf(key);
	const example = stringify({[key]: value ?? placeholder}).trimEnd();
	const note = defaultNote === undefined ? '' : ` (${defaultNote})`;
	return [...wrapped(`${helpInFile}${note}`).map(line => `# ${line.trimEnd()}`), `#${example}`].join('\n');
};

/** The start of a config file: every setting with its meaning and its default, and one backend. */
export const configTemplate = (): string => {
	const keys = settingKeys.filter(key => !settingOf(key).isNotInFile && key !== 'backends');
	const groups = [...new Set(keys.map(key => settingOf(key).group))];
	return [
		[
			'# Settings of proxy-tui. Changes apply as soon as this file is saved; `proxy-tui check` says',
			'# beforehand what is wrong. Remove the number sign of a line to change its setting.',
		].join('\n'),
		[
			'# Backends to send requests to: URLs, hosts or ports of this machine, or objects with url, weight, state and health',
			'backends:',
			'  - http://localhost:3000',
			'#  - {url: http://localhost:3001, weight: 2}',
		].join('\n'),
		...groups.flatMap(group => [`## ${group}`, ...keys.filter(key => settingOf(key).group === group).map(key => commented(key))]),
	].join('\n\n') + '\n';
};
