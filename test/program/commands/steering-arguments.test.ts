import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {parseSteeringArguments} from '../../../source/program/commands/steering/arguments.js';
import {readScreenSettings} from '../../../source/program/commands/steering/screen-settings.js';
import {screenFlags, steeringFlags} from '../../../source/program/commands/steering/steering-commands.js';
import {readGivenToken} from '../../../source/program/commands/steering/token.js';
import {flagSpellings} from '../../../source/config/names.js';
import {settingOf} from '../../../source/config/settings.js';
import {SettingsError} from '../../../source/config/settings-error.js';
import {parseAdminAddress} from '../../../source/engines/remote/admin-address.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

test('an address is read as a person writes it', () => {
	const textOf = (given: string): string => {
		const address = parseAdminAddress(given);
		return typeof address === 'string' ? 'refused' : address.text;
	};

	for (const [given, text] of [
		['http://Host:8082/', 'http://host:8082'],
		['https://host', 'https://host'],
		['host', 'http://host:8082'],
		['host:9000', 'http://host:9000'],
		[':9000', 'http://127.0.0.1:9000'],
		['9000', 'http://127.0.0.1:9000'],
		['::1', 'http://[::1]:8082'],
		['unix:/run/a b.sock', 'unix:/run/a b.sock'],
		['unix:///run/a.sock', 'unix:/run/a.sock'],
		['unix:relative', 'refused'],
		['ftp://host', 'refused'],
		['http://user:secret@host', 'refused'],
		['http://host/admin', 'refused'],
		['http://host:70000', 'refused'],
		['', 'refused'],
		['a b', 'refused'],
	] as const) {
		assert.equal(textOf(given), text, given);
	}
});

test('the environment of the instance says where it is and what its token is; flags win', () => {
	const environment = {PROXY_TUI_ADMIN_HOST: '::', PROXY_TUI_ADMIN_PORT: '9000', PROXY_TUI_ADMIN_TOKEN: 'environment'};
	const fromEnvironment = parseSteeringArguments('status', [], environment);
	assert.deepEqual([fromEnvironment.address.text, fromEnvironment.token], ['http://127.0.0.1:9000', {token: 'environment'}]);
	const given = parseSteeringArguments('add', ['--admin=host:1', 'http://a', '--admin-token', 'flag', '--weight', '3'], environment);
	assert.deepEqual([given.address.text, given.token, given.operands[0], given.weight], ['http://host:1', {token: 'flag'}, 'http://a', 3]);
	assert.equal(parseSteeringArguments('status', [], {PROXY_TUI_ADMIN_SOCKET: '/run/a.sock', PROXY_TUI_ADMIN_PORT: '1'}).address.text, 'unix:/run/a.sock');
	assert.equal(parseSteeringArguments('status', [], {}).address.text, 'http://127.0.0.1:8082');
	assert.equal(parseSteeringArguments('status', ['--json', 'host:1'], environment).address.text, 'http://host:1');
	assert.deepEqual(parseSteeringArguments('status', ['--admin-token', '-flag'], {}).token, {token: '-flag'});
	assert.equal(parseSteeringArguments('drain', ['--', '-b1'], {}).operands[0], '-b1');
});

test('a token stands in a file as well, which no command makes', async t => {
	const given = (argv: readonly string[], environment = {}) => parseSteeringArguments('attach', argv, environment).token;
	assert.deepEqual(given([], {PROXY_TUI_ADMIN_TOKEN: '', PROXY_TUI_ADMIN_TOKEN_FILE: 'a'}), {file: 'a'});
	assert.deepEqual(given(['--admin-token-file', 'b'], {PROXY_TUI_ADMIN_TOKEN: 'environment'}), {file: 'b'});
	assert.deepEqual(given(['--admin-token=flag'], {PROXY_TUI_ADMIN_TOKEN_FILE: 'a'}), {token: 'flag'});
	assert.throws(() => given([], {PROXY_TUI_ADMIN_TOKEN: 'a', PROXY_TUI_ADMIN_TOKEN_FILE: 'b'}), {message: 'PROXY_TUI_ADMIN_TOKEN and PROXY_TUI_ADMIN_TOKEN_FILE both set the token; give one of them.'});

	const file = path.join(await temporaryDirectory(t), 'token');
	const read = async () => readGivenToken({file});
	await assert.rejects(read(), {name: 'SettingsError', message: `--admin-token-file ${file} does not exist. Give the file that the instance was started with, or its token as PROXY_TUI_ADMIN_TOKEN.`});
	await assert.rejects(read(), {name: 'SettingsError'}, 'it was not made');
	await writeFile(file, ' s3cret\n', {mode: 0o600});
	assert.equal(await read(), 's3cret');
	assert.equal(await readGivenToken({token: 'a'}), 'a');
	assert.equal(await readGivenToken(undefined), undefined);
});

for (const [argv, message] of [
	[['add'], 'proxy-tui add takes one URL, not 0: proxy-tui add URL.'],
	[['add', 'http://a', 'http://b'], 'proxy-tui add takes one URL, not 2: proxy-tui add URL.'],
	[['status', 'a', 'b'], 'proxy-tui status takes at most one ADDRESS, not 2: proxy-tui status [ADDRESS].'],
	[['add', 'http://a', '--wieght=3'], 'Unknown option --wieght of proxy-tui add; did you mean --weight? See proxy-tui add --help.'],
	[['status', '--wait'], 'Unknown option --wait of proxy-tui status. See proxy-tui status --help.'],
	[['add', 'http://a', '--weight=0'], '--weight 0 is not a weight; give a whole number from 1 to 256.'],
	[['add', 'http://a', '--weight'], '--weight needs a value after it.'],
	[['add', 'http://a', '--weight', '--json'], '--weight needs a value after it.'],
	[['status', '--admin', ''], '--admin needs a value after it.'],
	[['status', '--admin-token', '--s3cret'], '--admin-token needs a value after it.'],
	[['attach', '-x', '--no-ascii'], 'Unknown option -x of proxy-tui attach. See proxy-tui attach --help.\nUnknown option --no-ascii of proxy-tui attach. See proxy-tui attach --help.'],
	[['weight', 'b1'], 'proxy-tui weight takes BACKEND and NUMBER, not 1: proxy-tui weight BACKEND NUMBER.'],
	[['weight', 'b1', '300'], '300 is not a weight; give a whole number from 1 to 256.'],
	[['undo', 'b1'], 'proxy-tui undo takes no arguments, not 1: proxy-tui undo.'],
	[['set'], 'proxy-tui set takes at least one NAME=VALUE, not 0: proxy-tui set NAME=VALUE….'],
	[['set', 'policy'], 'policy sets nothing; give a name and a value, such as policy=p2c.'],
	[['set', 'rateLimit=1', 'rate-limit=2'], 'rateLimit is given twice; give it once.'],
	[['top', 'pathh'], 'pathh is not allowed; give one of client, path, user-agent, status, requests; did you mean path?'],
	[['top', '--measure=tries'], '--measure tries is not allowed; give one of count, bytes, time, rate-limited, failures.'],
	[['top', 'requests', '--over=hour'], '--over hour is not allowed; give one of 1m, 10m.'],
	[['requests', 'status:'], 'status: requires a value, such as 5xx. The error is at character 8 of status:'],
	[['requests', '--watch'], 'Unknown option --watch of proxy-tui requests. See proxy-tui requests --help.'],
	[['drain', 'b1', '--wait=yes'], '--wait takes no value, but has "yes"; leave the value off.'],
	[['drain', 'b1', '--yes', 'no'], '--yes takes no value, but is followed by "no"; leave that off.'],
	[['drain', 'b1', '--admin=a', '--admin=b'], '--admin is given twice; give it once.'],
	[['status', 'a:1', '--admin=b:1'], 'The address is given twice: as a:1 and as --admin b:1.'],
	[['status', '--admin-token=a', '--admin-token-file=b'], '--admin-token and --admin-token-file both set the token; give one of them.'],
	[['status', 'ftp://a'], '"ftp://a" is not an address of an admin API. Give one such as http://localhost:8082 or unix:/run/proxy-tui.sock.'],
] as const) {
	test(`proxy-tui ${argv.join(' ')} is asked for wrongly`, () => {
		const [name, ...rest] = argv;
		assert.throws(() => parseSteeringArguments(name, rest, {}), (error: unknown) => error instanceof SettingsError && error.message === message);
	});
}

test('an attached screen is told how to be with the same words as the screen of a balancer', () => {
	const {screen} = parseSteeringArguments('attach', ['--theme=dark', '--ascii', '--read-only', '--keys', 'drain=D', '--keys=quit=Q', ':1'], {});
	assert.deepEqual(Object.fromEntries(screen), {
		theme: 'dark', ascii: true, 'read-only': true, keys: ['drain=D', 'quit=Q'],
	});
	const {theme, ascii, readOnly, keys, alarm, screenReader} = readScreenSettings(screen, {PROXY_TUI_THEME: 'light', PROXY_TUI_ALARM: 'bell', PROXY_TUI_UNKNOWN: 'x'});
	assert.deepEqual([theme, ascii, readOnly, alarm, screenReader], ['dark', true, true, 'bell', false]);
	assert.deepEqual(keys, [{command: 'drain', keys: ['D']}, {command: 'quit', keys: ['Q']}]);
	assert.throws(() => readScreenSettings(new Map([['theme', 'pink']]), {}), /^SettingsError: --theme: /v);
	for (const flag of screenFlags) {
		const setting = settingOf(flagSpellings.get(`--${flag}`)!);
		assert.ok(steeringFlags[flag].help.startsWith(setting.help), flag);
	}
});
