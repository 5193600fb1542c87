import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {withTables} from './readme-tables.js';

const root = path.join(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'readme.md'), 'utf8');

test('the tables of the readme are what the code says; `npm run readme` brings them up to date', () => {
	assert.equal(readme, withTables(readme));
});

test('every file that the readme shows or links to is there', () => {
	const targets = Array.from(readme.matchAll(/\]\((?!https?:|#)([^\)]+)\)|src="(?!https?:)([^"]+)"/gv), ([, link, source]) => link ?? source!);
	assert.ok(targets.length > 0);
	assert.deepEqual(targets.filter(target => !existsSync(path.join(root, target))), []);
});

test('every script that the readme names exists', () => {
	const {scripts} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {scripts: Record<string, string>};
	const named = Array.from(readme.matchAll(/npm run ([\w\-]+)/gv), ([, name]) => name!);
	assert.deepEqual(named.filter(name => !Object.hasOwn(scripts, name)), []);
});

test('every section that the readme links to is there', () => {
	const sections = new Set(Array.from(readme.matchAll(/^#+ (.+)$/gmv), ([, title]) => title!.toLowerCase().replaceAll(' ', '-')));
	const linked = Array.from(readme.matchAll(/\]\(#([^\)]+)\)/gv), ([, section]) => section!);
	assert.ok(linked.length > 0);
	assert.deepEqual(linked.filter(section => !sections.has(section)), []);
});

test('the map of folders names what is there, and no folder of the source, the engines or the screen is missing', () => {
	const source = path.join(root, 'source');
	const map = /^\| folder \| what is in it \|\n(?<rows>(?:\|.*\n)+)/mv.exec(readme)?.groups?.['rows'] ?? '';
	const named = map.split('\n').flatMap(row => Array.from((row.split(' | ', 1)[0] ?? '').matchAll(/`([^`]+)`/gv), ([, name]) => name!));
	assert.deepEqual(named.filter(name => !existsSync(path.join(source, name))), []);
	const folders = globSync(['*/', 'engines/*/', 'tui/*/'], {cwd: source}).map(folder => `${folder.replaceAll(path.sep, '/').replace(/\/$/v, '')}/`);
	assert.ok(folders.length > 20);
	assert.deepEqual(folders.filter(folder => folder !== 'engines/' && !named.includes(folder)), []);
});
