import {routes} from '../../source/admin/routes.js';
import {environmentName} from '../../source/config/names.js';
import {defaultText, synopsis} from '../../source/config/option-texts.js';
import {settingKeys, settingOf} from '../../source/config/settings.js';
import {filterFields} from '../../source/model/request-filter/fields.js';
import {commands} from '../../source/tui/features.js';

const code = (text: string): string => `\`${text}\``;

const keyTable = (): string => [
	'| key | where | what it does |',
	'| --- | --- | --- |',
	...commands.map(({keys, context, help}) => `| ${keys.map(key => code(key)).join(' ')} | ${context.place} | ${help} |`),
].join('\n');

const routeTable = (): string => [
	'| request | what it does |',
	'| --- | --- |',
	...routes.map(({method, path, summary}) => `| ${code(`${method} ${path}`)} | ${summary} |`),
].join('\n');

const filterTable = (): string => [
	'| term | requests it finds |',
	'| --- | --- |',
	...filterFields.map(({name, example, help}) => `| ${code(`${name}:${example}`)} | By ${help} |`),
	`| ${code('text')} | Those that show the text in any column |`,
].join('\n');

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

/** All settings. */
export const optionTable = (): string => [
	'| flag | environment | in a file | default | meaning |',
	'| --- | --- | --- | --- | --- |',
	...settingKeys.map(key => {
		const {isPositional, isNotInFile, help} = settingOf(key);
		const flag = isPositional ? 'arguments' : `\`${synopsis(key).trim()}\``;
		const fileKey = isNotInFile ? '' : `\`${key}\``;
		return `| ${[flag, `\`${environmentName(key)}\``, fileKey, defaultText(key) ?? '', help].map(text => cell(text)).join(' | ')} |`;
	}),
].join('\n');

/** The readme's tables by the name that stands in the comment around each. */
export const readmeTables: Readonly<Record<string, () => string>> = {
	options: optionTable,
	keys: keyTable,
	filters: filterTable,
	routes: routeTable,
};

/** The readme with all tables as the code has them. */
export const withTables = (readme: string): string => {
	let result = readme;
	for (const [name, render] of Object.entries(readmeTables)) {
		const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
		const [before, rest] = result.split(begin);
		const after = rest?.split(end)[1];
		if (before === undefined || after === undefined) {
			throw new Error(`The readme has no place for the table of ${name}: ${begin} … ${end}`);
		}

		result = `${before}${begin}\n\n${render()}\n\n${end}${after}`;
	}

	return result;
};
