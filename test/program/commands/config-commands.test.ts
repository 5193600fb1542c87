import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {commands, misspeltCommand} from '../../../source/program/commands/commands.js';
import {completionScript} from '../../../source/config/completion.js';
import {configTemplate} from '../../../source/config/config-template.js';
import {configJsonSchema} from '../../../source/config/json-schema.js';
import {parseConfig} from '../../../source/config/parse-config.js';
import type {Shell} from '../../../source/config/shells.js';
import {settingKeys, settingOf} from '../../../source/config/settings.js';
import {cleanEnvironment, programArguments} from '../../helpers/program.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

/** Runs the program in a directory of a test. */
const run = (cwd: string, ...argv: readonly string[]): {readonly code: number | null; readonly stdout: string; readonly stderr: string} => {
	const {status, stdout, stderr} = spawnSync(process.execPath, [...programArguments, ...argv], {cwd, env: cleanEnvironment(cwd), encoding: 'utf8'});
	return {code: status, stdout, stderr};
};

test('check prints every setting with its source, as a config file', async t => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'proxy-tui.yml'), 'rateLimit: 7\nadminToken: hidden\nbackends: ["http://a:1"]\n');
	const {code, stdout} = run(directory, 'check', '--policy=p2c', '--max-body=2MB');
	assert.equal(code, 0);
	assert.match(stdout, /^policy: p2c +# --policy$/mv);
	assert.match(stdout, /^maxBody: 2MB +# --max-body$/mv);
	assert.match(stdout, /^rateLimit: 7 +# proxy-tui\.yml:1:12$/mv);
	assert.match(stdout, /^idleTimeout: 1m +# default$/mv);
	assert.match(stdout, /^# adminToken: set, not shown +# proxy-tui\.yml:2:13$/mv);
	assert.doesNotMatch(stdout, /hidden/v);
	const effective = parseConfig(stdout, 'out');
	assert.deepEqual(effective.get('backends')?.value, [{url: 'http://a:1', weight: 1, state: 'active'}]);
});

test('check names each mistake with its place, and leaves with 2', async t => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'proxy-tui.yaml'), 'rateLimit: 7\npolcy: p2c\n');
	const wrong = run(directory, 'check');
	assert.deepEqual([wrong.code, wrong.stdout, wrong.stderr], [2, '', 'proxy-tui.yaml:2:1: unknown setting "polcy"; did you mean policy?\n']);
	await fs.writeFile(path.join(directory, 'proxy-tui.yaml'), 'keys: [sort=q]\n');
	assert.deepEqual(run(directory, 'check'), {code: 2, stdout: '', stderr: 'proxy-tui.yaml:1:7: q is bound to both sort and quit. Give one of them another key.\n'});
	await fs.writeFile(path.join(directory, 'proxy-tui.json'), '{}');
	const two = run(directory, 'check');
	assert.equal(two.code, 2);
	assert.match(two.stderr, /There are proxy-tui\.yaml and proxy-tui\.json in .*; keep one of them, or name one with --config\./v);
});

test('init writes a start that a start accepts, and never replaces it', async t => {
	const directory = await temporaryDirectory(t);
	const first = run(directory, 'init');
	assert.deepEqual([first.code, first.stderr], [0, '']);
	const file = path.join(directory, 'proxy-tui.yaml');
	const text = await fs.readFile(file, 'utf8');
	assert.equal(text, configTemplate());
	await fs.writeFile(file, 'port: 81');
	const second = run(directory, 'init');
	assert.equal(second.code, 1);
	assert.match(second.stderr, /proxy-tui\.yaml exists already/v);
	assert.equal(await fs.readFile(file, 'utf8'), 'port: 81');
});

test('a misspelt command is not taken for a backend', () => {
	assert.equal(misspeltCommand('statsu'), 'Unknown command statsu; did you mean proxy-tui status? To add a backend of that name, give its port or scheme, such as statsu:80.');
	assert.match(misspeltCommand('status')!, /^status is a command, which comes first: proxy-tui status\./v);
	for (const word of ['', '--port', 'http://status', 'localhost', 'status:80', 'banana', '8000']) {
		assert.equal(misspeltCommand(word), undefined, word);
	}
});

const namesIn = (text: string): readonly string[] => Array.from(parseConfig(text, 'f'), ([key]) => key);

test('the start of a file holds every setting, and its defaults hold when they are put in force', () => {
	const template = configTemplate();
	assert.deepEqual(namesIn(template), ['backends']);
	const others = settingKeys.filter(name => !settingOf(name).isNotInFile && name !== 'backends');
	for (const key of others) {
		assert.match(template, new RegExp(`^#${key}:`, 'mv'));
	}

	const withDefaults = template.replaceAll(/^#(?<key>\w+): (?!FILE|HOST|PATH|TEXT|TOKEN|ADDRESS)/gmv, '$<key>: ');
	assert.ok(parseConfig(withDefaults, 'f').size > 40);
});

test('the schema for editors knows what a file may hold', () => {
	const {properties} = configJsonSchema() as {properties: Record<string, Record<string, unknown>>};
	assert.deepEqual(Object.keys(properties), ['$schema', ...settingKeys.filter(key => !settingOf(key).isNotInFile)]);
	assert.deepEqual([properties['port']!['minimum'], properties['port']!['maximum'], properties['port']!['default']], [0, 65_535, 8000]);
	assert.ok((properties['policy']!['enum'] as string[]).includes('p2c'));
	assert.match('1.5m', new RegExp(properties['idleTimeout']!['pattern'] as string, 'v'));
	assert.deepEqual(namesIn('{"$schema": "https://example.com/s.json", "port": 1}'), ['port']);
});

const hasProgram = (name: string): boolean => !spawnSync(name, ['--version']).error;
const strange = [...commands, {name: 'strange', help: 'It\'s a [strange]: one'}];

const completes = async (t: TestContext, words: readonly string[]): Promise<readonly string[]> => {
	const file = path.join(await temporaryDirectory(t), 'completion');
	await fs.writeFile(file, completionScript('bash', commands));
	const script = `source ${file}; COMP_WORDS=(proxy-tui ${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _proxy_tui; echo "\${COMPREPLY[@]}"`;
	const {stdout} = spawnSync('bash', ['-c', script], {encoding: 'utf8'});
	return stdout.trim().split(' ');
};

test('bash completes commands, flags and values', {skip: !hasProgram('bash') && process.env['CI'] !== 'true' && 'bash is missing'}, async t => {
	assert.deepEqual(await completes(t, ['ch']), ['check']);
	assert.deepEqual(await completes(t, ['--health-r']), ['--health-rise']);
	assert.deepEqual(await completes(t, ['--health-i']), ['--health-interval']);
	assert.deepEqual(await completes(t, ['--policy', 'r']), ['round-robin', 'random']);
	assert.deepEqual(await completes(t, ['-b', 'p']), ['p2c']);
	assert.deepEqual(await completes(t, ['check', '--health-r']), ['--health-rise']);
	assert.deepEqual(await completes(t, ['http://a:1', '--polic']), ['--policy']);
	assert.deepEqual(await completes(t, ['status', '--']), ['--admin', '--admin-token', '--admin-token-file', '--as', '--watch', '--json', '--help']);
	assert.deepEqual(await completes(t, ['remove', '--fo']), ['--force']);
	assert.deepEqual(await completes(t, ['--theme', 'm']), ['mono']);
	assert.deepEqual(await completes(t, ['--theme', '=', 'm']), ['mono']);
	assert.deepEqual(await completes(t, ['--sticky', '=']), ['off', 'cookie']);
	assert.deepEqual(await completes(t, ['attach', '--theme', 'm']), ['mono']);
	assert.deepEqual(await completes(t, ['attach', '--admin-token-file', '/dev/nul']), ['/dev/null']);
	assert.deepEqual(await completes(t, ['add', '--weight', '']), ['']);
	assert.deepEqual(await completes(t, ['attach', '--pol']), ['']);
	assert.deepEqual(await completes(t, ['top', 'us']), ['user-agent']);
	assert.deepEqual(await completes(t, ['top', '--measure', 'r']), ['rate-limited']);
	assert.deepEqual(await completes(t, ['completion', 'z']), ['zsh']);
	assert.deepEqual(await completes(t, ['help', 'dr']), ['drain']);
	assert.deepEqual(await completes(t, ['vers']), ['version']);
});

for (const shell of ['zsh', 'fish'] as const satisfies readonly Shell[]) {
	test(`${shell} reads its completion script`, {skip: !hasProgram(shell) && process.env['CI'] !== 'true' && `${shell} is missing`}, async t => {
		const file = path.join(await temporaryDirectory(t), 'completion');
		await fs.writeFile(file, completionScript(shell, strange));
		const {status, stderr} = spawnSync(shell, ['-n', file], {encoding: 'utf8'});
		assert.deepEqual([status, stderr], [0, '']);
	});
}

test('fish completes commands, flags and values', {skip: !hasProgram('fish') && process.env['CI'] !== 'true' && 'fish is missing'}, async t => {
	const file = path.join(await temporaryDirectory(t), 'completion');
	await fs.writeFile(file, completionScript('fish', commands));
	const lines = ['proxy-tui --health-r', 'proxy-tui --policy p', 'proxy-tui remove --fo', 'proxy-tui attach --pol', 'proxy-tui completion z', 'proxy-tui attach --theme m'];
	const {stdout} = spawnSync('fish', ['--no-config', '-c', `source ${file}; ${lines.map(line => `complete -C '${line}' | cut -f 1; echo ';'`).join('; ')}`], {encoding: 'utf8'});
	assert.deepEqual(stdout.split(';').map(part => part.trim()), ['--health-rise', 'p2c', '--force', '', 'zsh', 'mono', '']);
});

test('help and version are commands and flags alike', async t => {
	const directory = await temporaryDirectory(t);
	const texts = (...calls: ReadonlyArray<readonly string[]>): readonly string[] => calls.map(argv => {
		const {code, stdout, stderr} = run(directory, ...argv);
		assert.deepEqual([code, stderr], [0, ''], argv.join(' '));
		return stdout;
	});
	const [whole, ...sameWhole] = texts(['--help'], ['-h'], ['help']);
	assert.match(whole!, /\$ proxy-tui 3000 3001\n/v);
	assert.match(whole!, /\$ proxy-tui help \[command\]\n/v);
	assert.deepEqual(sameWhole, [whole, whole]);
	const [add, ...sameAdd] = texts(['add', '--help'], ['add', '-h'], ['help', 'add']);
	assert.match(add!, /proxy-tui add URL/v);
	assert.deepEqual(sameAdd, [add, add]);
	const [version, ...sameVersion] = texts(['--version'], ['-v'], ['version'], ['status', '-v']);
	assert.match(version!, /^\d+\.\d+\.\d+\n$/v);
	assert.deepEqual(new Set(sameVersion), new Set([version]));
	assert.deepEqual(run(directory, 'help', 'dran'), {code: 2, stdout: '', stderr: 'Unknown command "dran"; did you mean drain? See proxy-tui help.\n'});
	assert.equal(run(directory, '--headless', 'stats').code, 2);
});

test('check takes backends as a start does, wherever they are given', async t => {
	const directory = await temporaryDirectory(t);
	assert.match(run(directory, 'check', '3000', 'localhost:3001').stdout, /- url: http:\/\/localhost:3000\n[\s\S]*- url: http:\/\/localhost:3001\n/v);
	await fs.writeFile(path.join(directory, 'proxy-tui.yaml'), 'backends: [3000, localhost:3001, {url: 3002, weight: 2}]\n');
	assert.match(run(directory, 'check').stdout, /localhost:3000\n[\s\S]*localhost:3001\n[\s\S]*localhost:3002\n/v);
});

test('the script of each shell names every flag', () => {
	for (const shell of ['bash', 'zsh', 'fish'] as const) {
		const script = completionScript(shell, commands);
		assert.ok(script.includes('health-interval') && script.includes('no-save') && script.includes('check') && script.includes('admin-token'), shell);
	}
});

/** Tells at the end of how many packages a module was loaded. */
const packageCount = `data:text/javascript,
	import {registerHooks} from 'node:module';
	let count = 0;
	registerHooks({load(url, context, next) {
		count += url.includes('/node_modules/') ? 1 : 0;
		return next(url, context);
	}});
	process.on('exit', () => {
		process.stderr.write(String(count));
	});`;

test('--help and --version load nothing but this program, so that they answer at once', () => {
	for (const question of ['--help', '--version']) {
		const {status, stdout, stderr} = spawnSync(process.execPath, [`--import=${packageCount}`, ...programArguments, question], {encoding: 'utf8'});
		assert.deepEqual([status, stderr], [0, '0']);
		assert.match(stdout, question === '--help' ? /--health-interval TIME/v : /^\d+\.\d+\.\d+/v);
	}
});
