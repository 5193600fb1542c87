import assert from 'node:assert/strict';
import test from 'node:test';
import {defaultThreads} from '../../source/config/default-threads.js';
import {environmentName, flagName, flagSpellings} from '../../source/config/names.js';
import {renderOptionHelp} from '../../source/config/option-help.js';
import {optionTexts} from '../../source/config/option-texts.js';
import {optionTable} from '../documentation/readme-tables.js';
import {settingKeys, settingOf} from '../../source/config/settings.js';

for (const key of settingKeys) {
	test(`${key} has a default that it would accept itself`, () => {
		const {default: value, schema} = settingOf(key);
		assert.ok(value === undefined || !schema.read(value).issues);
	});

	test(`${key} is explained in one sentence without a full stop`, () => {
		assert.match(settingOf(key).help, /^[A-Z].*[^.]$/v);
	});
}

test('names follow from the key', () => {
	assert.equal(flagName('healthInterval'), '--health-interval');
	assert.equal(flagName('save'), '--no-save');
	assert.equal(flagName('headless'), '--headless');
	assert.equal(environmentName('healthInterval'), 'PROXY_TUI_HEALTH_INTERVAL');
	assert.equal(environmentName('save'), 'PROXY_TUI_SAVE');
});

test('no two settings share a flag', () => {
	const shortFlags = settingKeys.map(key => settingOf(key).shortFlag).filter(flag => flag !== undefined);
	assert.equal(new Set(shortFlags).size, shortFlags.length);
	assert.equal(flagSpellings.get('--save'), 'save');
	assert.equal(flagSpellings.get('--no-save'), 'save');
	assert.equal(flagSpellings.get('-p'), 'port');
	assert.equal(flagSpellings.has('--backends'), false);
});

test('one core is left for the screen', () => {
	assert.deepEqual([1, 2, 3, 5, 6, 64].map(cores => defaultThreads(cores)), [1, 1, 2, 4, 4, 4]);
});

const listed = settingKeys.filter(key => !settingOf(key).isPositional);

test('the help lists every flag once', () => {
	const lines = renderOptionHelp(optionTexts()).split('\n');
	const counts = listed.map(key => lines.filter(line => line.includes(` ${flagName(key)} `) || line.includes(` ${flagName(key)}[`)).length);
	assert.deepEqual(counts, listed.map(() => 1));
});

for (const columns of [60, 80, 120]) {
	test(`the help stands in two columns that fit ${columns} characters`, () => {
		const lines = renderOptionHelp(optionTexts(), columns).split('\n').filter(line => line.startsWith('  '));
		const starts = lines.map(line => /^(?: {2}.{4}--\S+(?: [\-A-Z]+)? {2,}| +)(?=\S)/v.exec(line)?.[0].length);
		assert.equal(new Set(starts).size, 1);
		assert.ok(lines.every(line => line.length <= columns));
	});
}

test('the help says what holds by default', () => {
	const help = renderOptionHelp(optionTexts(), 200);
	assert.match(help, /--port PORT .*\(8000\)/v);
	assert.match(help, /--host HOST .*\(all interfaces\)/v);
	assert.match(help, /--health-interval TIME .*\(10s\)/v);
	assert.match(help, /--rate-limit NUMBER .*\(100\)/v);
	assert.match(help, /--response-timeout TIME .*long polls.*\(60s\)/v);
	assert.doesNotMatch(help, /undefined|\[object/v);
});

test('the table for the readme has a row of five cells for every setting', () => {
	const rows = optionTable().split('\n').slice(2);
	assert.deepEqual(rows.map(row => /`(?<name>PROXY_TUI_\w+)`/v.exec(row)?.groups?.['name']), settingKeys.map(key => environmentName(key)));
	assert.deepEqual([...new Set(rows.map(row => row.split(/(?<!\\)\|/v).length - 2))], [5]);
	assert.equal(rows.some(row => row.includes('`config`')), false);
});
