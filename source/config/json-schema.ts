import {settingKeys, settingOf, type SettingKey} from './settings.js';

const propertyOf = (key: SettingKey): Readonly<Record<string, unknown>> => {
	const {schema, help, helpInFile = help, allowed, default: value, defaultNote} = settingOf(key);
	return {
		...schema.json,
		description: `${helpInFile}. Give ${allowed}.`,
		// Defaults that depend on the machine are left out.
		...(value !== undefined && defaultNote === undefined && {default: value}),
	};
};

/** JSON Schema of config files, for editors. */
export const configJsonSchema = (): Readonly<Record<string, unknown>> => ({
	$schema: 'https://json-schema.org/draft/2020-12/schema',
	title: 'Config file of proxy-tui',
	type: 'object',
	additionalProperties: false,
	properties: {
		$schema: {type: 'string', description: 'Where this schema is, for editors.'},
		...Object.fromEntries(settingKeys.filter(key => !settingOf(key).isNotInFile).map(key => [key, propertyOf(key)])),
	},
});
