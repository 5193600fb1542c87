import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {openSavedState, type SavedState} from '../../source/config/saved-state.js';
import {setAside} from '../../source/config/set-aside.js';
import {environmentOf} from '../helpers/environment-of.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const state: SavedState = {
	backends: [
		{url: 'http://b:2', weight: 3, state: 'draining'},
		{url: 'http://a:1', weight: 1, state: 'active'},
	],
	settings: {rateLimit: 0, policy: 'round-robin'},
};

test('what is saved is there next time, in its order', async t => {
	const directory = await temporaryDirectory(t);
	const first = openSavedState({directory});
	assert.equal(first.load(), undefined);
	assert.equal(first.warning, undefined);
	assert.equal(first.save(state), undefined);

	const second = openSavedState({directory});
	assert.deepEqual(second.load(), state);
	assert.equal(second.warning, undefined);
	assert.equal(path.dirname(second.path), directory);
});

test('no backends are remembered as none', async t => {
	const directory = await temporaryDirectory(t);
	const file = openSavedState({directory});
	file.save(state);
	file.save({backends: [], settings: {}});
	assert.deepEqual(openSavedState({directory}).load(), {backends: [], settings: {}});
});

test('where backends are not saved, those stay that another has saved meanwhile', async t => {
	const directory = await temporaryDirectory(t);
	const file = openSavedState({directory});
	openSavedState({directory}).save(state);
	file.save({settings: {rateLimit: 7}});
	assert.deepEqual(openSavedState({directory}).load(), {...state, settings: {rateLimit: 7}});
	const empty = openSavedState({directory: await temporaryDirectory(t)});
	empty.save({settings: {rateLimit: 7}});
	assert.equal(empty.save({settings: {}}), undefined);
});

test('it lives in the user\'s directory for configuration', async t => {
	const directory = await temporaryDirectory(t);
	const module = new URL('../../source/config/saved-state.ts', import.meta.url).href;
	const script = `const {openSavedState} = await import(${JSON.stringify(module)}); console.log(openSavedState().path);`;
	const home = environmentOf(`HOME=${directory}`, `XDG_CONFIG_HOME=${directory}`, `APPDATA=${directory}`);
	const stdout = execFileSync(process.execPath, ['--import=tsx', '--input-type=module', '--eval', script], {
		encoding: 'utf8',
		env: {...process.env, ...home},
	});
	assert.ok(stdout.startsWith(directory), stdout);
	assert.match(stdout, /[\/\\]proxy-tui[\/\\].*state\.json\n$/v);
});

const whole = JSON.stringify(state);

const damages: ReadonlyArray<readonly [what: string, content: string | Uint8Array]> = [
	['empty', ''],
	['cut off', whole.slice(0, -20)],
	['no JSON', 'hello'],
	['no UTF-8', Uint8Array.of(0xFF, 0xFE, 0x00)],
	['no object', '[]'],
	['null', 'null'],
	['an empty object', '{}'],
	['without settings', JSON.stringify({backends: []})],
	['with an unknown member', JSON.stringify({...state, more: 1})],
	['with an unknown setting', JSON.stringify({...state, settings: {port: 1}})],
	['with a bad setting', JSON.stringify({...state, settings: {rateLimit: -1}})],
	['with a bad backend', JSON.stringify({...state, backends: [{url: 'ftp://a'}]})],
	['with a backend twice', JSON.stringify({...state, backends: ['http://a', 'http://a:80']})],
	['with a name of every object', '{"backends": [], "settings": {"__proto__": {"rateLimit": 1}}}'],
];

for (const [what, content] of damages) {
	test(`a file that is ${what} is set aside and reported`, async t => {
		const directory = await temporaryDirectory(t);
		const file = path.join(directory, 'state.json');
		await fs.writeFile(file, content);
		const opened = openSavedState({directory});
		assert.equal(opened.load(), undefined);

		const names = await fs.readdir(directory);
		const [aside, ...others] = names.filter(name => name !== 'state.json');
		assert.deepEqual(others, []);
		assert.match(aside!, /^state\.damaged-[\d\-TZ]+\.json$/v);
		assert.deepEqual(await fs.readFile(path.join(directory, aside!)), Buffer.from(content));
		assert.ok(opened.warning?.includes(`${file} was damaged`));
		assert.ok(opened.warning?.includes(path.join(directory, aside!)));

		assert.equal(opened.save(state), undefined);
		assert.deepEqual(openSavedState({directory}).load(), state);
		const left = await fs.readdir(directory);
		assert.equal(left.length, 2);
	});
}

test('damaged files pile up without replacing each other', async t => {
	const directory = await temporaryDirectory(t);
	const file = path.join(directory, 'state.json');
	const now = new Date('2026-01-02T03:04:05.678Z');
	const targets: string[] = [];
	for (const content of ['one', 'two', 'three']) {
		writeFileSync(file, content);
		targets.push(setAside(file, now));
	}

	assert.deepEqual(targets.map(target => path.basename(target)), [
		'state.damaged-2026-01-02T03-04-05-678Z.json',
		'state.damaged-2026-01-02T03-04-05-678Z-2.json',
		'state.damaged-2026-01-02T03-04-05-678Z-3.json',
	]);
	assert.deepEqual(await Promise.all(targets.map(async target => fs.readFile(target, 'utf8'))), ['one', 'two', 'three']);
	await assert.rejects(fs.access(file), {code: 'ENOENT'});
});

test('a directory that cannot be made stops nothing', async t => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'file'), 'precious');
	const opened = openSavedState({directory: path.join(directory, 'file', 'deeper')});
	assert.equal(opened.load(), undefined);
	assert.match(opened.warning ?? '', /^Backends will not be remembered: ENOTDIR.*--no-save/v);
	assert.equal(opened.save(state), undefined);
	assert.equal(await fs.readFile(path.join(directory, 'file'), 'utf8'), 'precious');
});

test('a directory in the place of the file stops nothing', async t => {
	const directory = await temporaryDirectory(t);
	await fs.mkdir(path.join(directory, 'state.json'));
	const opened = openSavedState({directory});
	assert.equal(opened.load(), undefined);
	assert.match(opened.warning ?? '', /^Backends will not be remembered: EISDIR/v);
	assert.equal(opened.save(state), undefined);
});

test('that saving fails is told once, and again after it had worked', async t => {
	const directory = path.join(await temporaryDirectory(t), 'state');
	const file = openSavedState({directory});
	const breakIt = async () => {
		await fs.rm(directory, {recursive: true});
		await fs.writeFile(directory, '');
	};

	await breakIt();
	assert.match(file.save(state) ?? '', /^Backends will not be remembered: /v);
	assert.equal(file.save(state), undefined);

	await fs.rm(directory);
	assert.equal(file.save(state), undefined);
	assert.deepEqual(openSavedState({directory}).load(), state);

	await breakIt();
	assert.match(file.save(state) ?? '', /^Backends will not be remembered: /v);
});
