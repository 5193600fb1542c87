import {Buffer} from 'node:buffer';
import {execFileSync, spawn} from 'node:child_process';
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import fc from 'fast-check';
import {openSavedState, type SavedState} from '../../source/config/saved-state.js';
import {stateKeyOf, type StateKey} from '../../source/config/state-key.js';
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

test('a file that an editor has put a byte order mark before is in order', async t => {
	const directory = await temporaryDirectory(t);
	const first = openSavedState({directory});
	first.save(state);
	await fs.writeFile(first.path, `\u{FEFF}${await fs.readFile(first.path, 'utf8')}`);
	const second = openSavedState({directory});
	assert.deepEqual([second.load(), second.warning], [state, undefined]);
	assert.equal(second.save({settings: {}}), undefined);
	assert.deepEqual(openSavedState({directory}).load(), {...state, settings: {}});
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

test('while another process saves, a file is loaded and left as it is', async t => {
	const directory = await temporaryDirectory(t);
	const file = path.join(directory, 'state.json');
	const first = openSavedState({directory});
	first.save(state);
	first.release();
	const other = spawn('sleep', ['60']);
	t.after(() => {
		other.kill();
	});
	const lock = path.join(directory, 'state.lock');
	await fs.writeFile(lock, JSON.stringify({pid: other.pid}));

	const second = openSavedState({directory});
	assert.deepEqual(second.load(), state);
	assert.match(second.warning ?? '', new RegExp(String.raw`^Changes will not be saved, since another instance \(process ${other.pid}\) saves to ${file}\. .*--no-save\.$`, 'v'));
	const before = await fs.readFile(file, 'utf8');
	assert.equal(second.save({settings: {}}), undefined, 'that is known already');
	second.release();
	assert.equal(await fs.readFile(file, 'utf8'), before);

	other.kill();
	await once(other, 'exit');
	assert.equal(second.save({settings: {}}), undefined);
	assert.notEqual(await fs.readFile(file, 'utf8'), before);
	await fs.writeFile(lock, JSON.stringify({pid: process.ppid}));
	assert.match(second.save(state) ?? '', /^Changes will not be saved/v);
	await fs.writeFile(lock, '{"pid": ');
	assert.equal(second.save(state), undefined, 'one that was cut off');
});

test('a process number that another process has by now holds nothing', {skip: process.platform !== 'linux'}, async t => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'state.lock'), JSON.stringify({pid: process.ppid, start: '1'}));
	const file = openSavedState({directory});
	assert.equal(file.warning, undefined);
	assert.match(await fs.readFile(path.join(directory, 'state.lock'), 'utf8'), new RegExp(String.raw`"pid":${process.pid},"start":"\d{2,}"`, 'v'));
	file.release();
	await assert.rejects(fs.access(path.join(directory, 'state.lock')), {code: 'ENOENT'});
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
	['with nothing but a name of every object', '{"backends": [], "settings": {"__proto__": {"rateLimit": 1}}}'],
];

for (const [what, content] of damages) {
	test(`a file that is ${what} is set aside and reported`, async t => {
		const directory = await temporaryDirectory(t);
		const file = path.join(directory, 'state.json');
		await fs.writeFile(file, content);
		const opened = openSavedState({directory});
		assert.equal(opened.load(), undefined);

		const names = await fs.readdir(directory);
		const [aside, ...others] = names.filter(name => name !== 'state.json' && name !== 'state.lock');
		assert.deepEqual(others, []);
		assert.match(aside!, /^state\.damaged-[\d\-TZ]+\.json$/v);
		assert.deepEqual(await fs.readFile(path.join(directory, aside!)), Buffer.from(content));
		assert.ok(opened.warning?.includes(`${file} was damaged`));
		assert.ok(opened.warning?.includes(path.join(directory, aside!)));

		assert.equal(opened.save(state), undefined);
		assert.deepEqual(openSavedState({directory}).load(), state);
		const left = await fs.readdir(directory);
		assert.equal(left.length, 3);
	});
}

const partlyBad: ReadonlyArray<readonly [what: string, content: unknown, good: SavedState, named: string]> = [
	['without settings', {backends: state.backends}, {...state, settings: {}}, 'settings'],
	['without backends', {settings: state.settings}, {...state, backends: []}, 'backends'],
	['with backends that are no list', {...state, backends: {a: 1}}, {...state, backends: []}, 'backends'],
	['with an unknown member', {...state, more: 1}, state, 'more'],
	['with an unknown setting', {...state, settings: {...state.settings, nonsense: 1}}, state, 'settings.nonsense'],
	['with a setting that needs a restart', {...state, settings: {...state.settings, port: 1}}, state, 'settings.port'],
	['with a bad setting', {...state, settings: {...state.settings, retries: -1}}, state, 'settings.retries'],
	['with a bad backend', {...state, backends: [{url: 'ftp://a'}, ...state.backends]}, state, 'backends[0] "ftp://a"'],
	['with a backend of a bad weight', {...state, backends: [...state.backends, {url: 'http://c', weight: 0}]}, state, 'backends[2] "http://c"'],
	['with something else among the backends', {...state, backends: [...state.backends, 7.5, null]}, state, 'backends[2], backends[3]'],
	['with a backend twice', {...state, backends: [...state.backends, 'http://A:1/']}, state, 'backends[2] "http://A:1/"'],
	['with a bad key', {...state, sessionKey: 'short'}, state, 'sessionKey'],
	['with several bad parts', {backends: [...state.backends, 'ftp://a'], settings: {...state.settings, retries: 'x'}, sessionKey: 'k'.repeat(43)}, {...state, sessionKey: 'k'.repeat(43)}, 'backends[2] "ftp://a", settings.retries'],
];

for (const [what, content, good, named] of partlyBad) {
	test(`of a file ${what} all the rest holds, and it is kept aside as it was`, async t => {
		const directory = await temporaryDirectory(t);
		const file = path.join(directory, 'state.json');
		await fs.writeFile(file, JSON.stringify(content));
		const opened = openSavedState({directory});
		assert.deepEqual(opened.load(), good);
		const aside = (await fs.readdir(directory)).find(name => name !== 'state.json')!;
		assert.equal(opened.warning, `${file} was damaged in part. It is kept as ${path.join(directory, aside)}; everything is used except ${named}.`);
		assert.equal(await fs.readFile(path.join(directory, aside), 'utf8'), JSON.stringify(content));

		const again = openSavedState({directory});
		assert.deepEqual([again.load(), again.warning], [good, undefined], 'without a change of anything it is there the next time as well');
	});
}

test('whatever is wrong with some parts, every good one is kept and every bad one named', async t => {
	const goodSettings = {rateLimit: 0, policy: 'p2c', retries: 3, healthPath: '/up', idleTimeout: '90s', requestHeader: ['X-A: b']};
	const badValues = fc.constantFrom<unknown>(-1, 'nonsense', null, {}, [[]], 1e9);
	const parts = fc.record({
		backends: fc.array(fc.oneof(fc.integer({min: 1, max: 40}).map(number => `http://a:${number}`), fc.constantFrom<unknown>('ftp://x', null, 7.5, {weight: 1}, {url: 'http://b', weight: -1}))),
		good: fc.subarray(Object.keys(goodSettings)),
		bad: fc.dictionary(fc.constantFrom('maxQueue', 'healthInterval', 'sticky', 'port', 'unheard', '__proto__'), badValues),
	});
	let run = 0;
	const base = await temporaryDirectory(t);
	await fc.assert(fc.asyncProperty(parts, async ({backends, good, bad}) => {
		const directory = path.join(base, String(++run));
		await fs.mkdir(directory);
		const settings = {...Object.fromEntries(good.map(name => [name, goodSettings[name as keyof typeof goodSettings]])), ...bad};
		await fs.writeFile(path.join(directory, 'state.json'), JSON.stringify({backends, settings}));
		const {load, warning = ''} = openSavedState({directory});
		const isGood = (backend: unknown): backend is string => typeof backend === 'string' && backend.startsWith('http');
		assert.deepEqual(load()?.backends.map(({url}) => url) ?? [], [...new Set(backends.filter(isGood))].map(url => new URL(url).origin));
		assert.deepEqual(new Set(Object.keys(load()?.settings ?? {})), new Set(good));
		if (load()) {
			for (const name of Object.keys(bad)) {
				assert.ok(warning.includes(`settings.${name}`) || warning.includes('more.'), warning);
			}
		}
	}), {numRuns: 60});
});

test('bodies are captured for one run: what an earlier version has kept of that is left out without a word', async t => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'state.json'), JSON.stringify({...state, settings: {...state.settings, capture: '64KB'}}));
	const {load, warning} = openSavedState({directory});
	assert.deepEqual([load(), warning], [state, undefined]);
});

test('each config file and each port has a memory of its own, whatever leads to the file', async t => {
	const directory = await temporaryDirectory(t);
	const elsewhere = await temporaryDirectory(t);
	await fs.writeFile(path.join(elsewhere, 'a.yaml'), '');
	await fs.symlink(path.join(elsewhere, 'a.yaml'), path.join(elsewhere, 'link.yaml'));
	const key = await stateKeyOf('a.yaml', 8000, elsewhere);
	assert.deepEqual(await stateKeyOf(path.join(elsewhere, 'link.yaml'), 1, directory), key);
	assert.deepEqual(await stateKeyOf(undefined, 8000, elsewhere), {port: 8000});
	const keys: readonly StateKey[] = [key, {port: 8000}, {port: 8001}, {port: 0}, await stateKeyOf('missing.yaml', 8000, elsewhere)];
	for (const [index, each] of keys.entries()) {
		openSavedState({directory, key: each}).save({...state, settings: {rateLimit: index}});
	}

	assert.deepEqual(keys.map(each => openSavedState({directory, key: each}).load()?.settings.rateLimit), [0, 1, 2, 3, 4]);
	const {config} = JSON.parse(await fs.readFile(openSavedState({directory, key}).path, 'utf8')) as {config: string};
	assert.equal(config, await fs.realpath(path.join(elsewhere, 'a.yaml')));
});

test('what all shared once goes to the first that has nothing, whole or damaged, and to no other', async t => {
	const directory = await temporaryDirectory(t);
	const shared = path.join(directory, 'state.json');
	openSavedState({directory, key: {port: 1}}).save({backends: [], settings: {}});
	await fs.writeFile(shared, whole);
	assert.deepEqual(openSavedState({directory, key: {port: 1}}).load(), {backends: [], settings: {}});
	assert.deepEqual(openSavedState({directory, key: {port: 2}, isLook: true}).load(), state, 'a look takes nothing');
	assert.deepEqual(openSavedState({directory, key: {port: 2}}).load(), state);
	assert.equal(openSavedState({directory, key: {port: 3}}).load(), undefined);
	assert.deepEqual(openSavedState({directory, key: {port: 2}}).load(), state);

	await fs.writeFile(shared, '{"backends": [');
	const damaged = openSavedState({directory, key: {port: 4}});
	assert.match(damaged.warning!, /state\.json was damaged\. It is kept as \S+state\.damaged-\S+\.json, and this run starts without/v);
	assert.equal(openSavedState({directory, key: {port: 4}}).warning, undefined);
});

test('of several instances that start at once one alone takes over what all shared', async t => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'state.json'), whole);
	const module = new URL('../../source/config/saved-state.ts', import.meta.url).href;
	const script = `const {openSavedState} = await import(${JSON.stringify(module)});
		process.stdout.write('ready');
		await new Promise(resolve => process.stdin.once('data', resolve));
		console.log(openSavedState({directory: ${JSON.stringify(directory)}, key: {port: Number(process.argv[1])}}).load() !== undefined);
		process.exit();`;
	const children = [1, 2, 3, 4].map(port => spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', script, String(port)], {stdio: ['pipe', 'pipe', 'inherit']}));
	const outputs = children.map(() => '');
	await Promise.all(children.map(async (child, index) => {
		await once(child.stdout, 'data');
		child.stdout.on('data', chunk => {
			outputs[index] += String(chunk);
		});
	}));
	for (const {stdin} of children) {
		stdin.write('go');
	}

	await Promise.all(children.map(async child => once(child, 'close')));
	assert.deepEqual(outputs.map(text => text.trim()).toSorted((one, other) => one.localeCompare(other)), ['false', 'false', 'false', 'true']);
});

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
	assert.match(opened.warning ?? '', /^Backends will not be saved: ENOTDIR.*--no-save/v);
	assert.equal(opened.save(state), undefined);
	assert.equal(await fs.readFile(path.join(directory, 'file'), 'utf8'), 'precious');
});

test('a directory in the place of the file stops nothing', async t => {
	const directory = await temporaryDirectory(t);
	await fs.mkdir(path.join(directory, 'state.json'));
	const opened = openSavedState({directory});
	assert.equal(opened.load(), undefined);
	assert.match(opened.warning ?? '', /^Backends will not be saved: EISDIR/v);
	assert.equal(opened.save(state), undefined);
});

test('a failed save is reported once, and again after one that succeeded', async t => {
	const directory = path.join(await temporaryDirectory(t), 'state');
	const file = openSavedState({directory});
	const breakIt = async () => {
		await fs.rm(directory, {recursive: true});
		await fs.writeFile(directory, '');
	};

	await breakIt();
	assert.match(file.save(state) ?? '', /^Backends will not be saved: /v);
	assert.equal(file.save(state), undefined);

	await fs.rm(directory);
	assert.equal(file.save(state), undefined);
	assert.deepEqual(openSavedState({directory}).load(), state);

	await breakIt();
	assert.match(file.save(state) ?? '', /^Backends will not be saved: /v);
});
