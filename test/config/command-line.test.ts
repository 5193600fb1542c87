import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseCommandLine} from '../../source/config/command-line.js';
import {anyText} from '../helpers/any-text.js';
import {settingsProblem} from '../helpers/settings-problem.js';

const values = (...argv: readonly string[]): Record<string, unknown> => {
	const commandLine = parseCommandLine(argv);
	assert.equal(commandLine.kind, 'run');
	return commandLine.kind === 'run'
		? Object.fromEntries([...commandLine.settings].map(([key, {value}]) => [key, value]))
		: {};
};

const refusal = (...argv: readonly string[]): string => settingsProblem(() => parseCommandLine(argv));

const backend = (url: string) => ({url, weight: 1, state: 'active'});

test('nothing given sets nothing', () => {
	assert.deepEqual(values(), {});
});

test('flags are read in every form', () => {
	assert.deepEqual(values('--port', '0'), {port: 0});
	assert.deepEqual(values('--port=81'), {port: 81});
	assert.deepEqual(values('-p', '82'), {port: 82});
	assert.deepEqual(values('-p83'), {port: 83});
	assert.deepEqual(values('-p=84'), {port: 84});
	assert.deepEqual(values('--rate-limit=0'), {rateLimit: 0});
	assert.deepEqual(values('--health-interval', '500ms'), {healthInterval: 500});
	assert.deepEqual(values('-b', 'round-robin', '-c', 'x.yaml'), {policy: 'round-robin', config: 'x.yaml'});
	assert.deepEqual(values('--access-log', 'off'), {accessLog: 'off'});
});

test('a flag whose value may be left out takes one that is attached alone', () => {
	assert.deepEqual(values('--tls-self-signed', '3000'), {tlsSelfSigned: ['localhost'], backends: [backend('http://localhost:3000')]});
	assert.deepEqual(values('--tls-self-signed=app.test,*.App.test', '--tls-self-signed=192.168.1.2'), {tlsSelfSigned: ['app.test', '*.app.test', '192.168.1.2']});
	assert.equal(refusal('--tls-self-signed='), '--tls-self-signed needs a value after it.');
});

test('switches take no value', () => {
	assert.deepEqual(values('--no-save'), {save: false});
	assert.deepEqual(values('--save'), {save: true});
	assert.deepEqual(values('--headless', '--demo'), {headless: true, demo: true});
	assert.deepEqual(values('--no-headless'), {headless: false});
	assert.equal(refusal('--headless=abc'), '--headless takes no value, but has "abc"; leave the value off.');
	assert.equal(refusal('--no-save=true'), '--no-save takes no value, but has "true"; leave the value off.');
});

test('some flags may be given several times, with values that begin with a hyphen', () => {
	assert.deepEqual(values('--request-header', '-X-A', '--request-header=-X-B', '--request-header', 'X-C: d', '--port', '81', 'http://a'), {
		port: 81,
		backends: [backend('http://a')],
		requestHeader: [{action: 'remove', name: 'X-A'}, {action: 'remove', name: 'X-B'}, {action: 'set', name: 'X-C', value: ['d']}],
	});
	assert.deepEqual(values('--trust-proxy', 'loopback,10.0.0.0/8', '--trust-proxy=::1'), {trustProxy: ['loopback', '10.0.0.0/8', '::1']});
	assert.equal(refusal('--request-header'), '--request-header needs a value after it.');
	assert.equal(refusal('--request-header', '--port', '81'), '--request-header needs a value after it.');
	assert.equal(refusal('--request-header', '-p', '81'), '--request-header needs a value after it.');
	assert.equal(refusal('--request-header='), '--request-header needs a value after it.');
	const refused = refusal('--request-header', 'Host: x', '--request-header', '-Content-Length');
	assert.match(refused, /^--request-header: "Host: x" is not allowed: .*\n--request-header: "-Content-Length" is not allowed: /v);
	assert.equal(refusal('--port', '-X'), '--port needs a value after it.\nUnknown option -X. See proxy-tui --help.');
});

test('what is no flag is a backend', () => {
	assert.deepEqual(values('http://a:1', '--headless', 'http://B:2/'), {headless: true, backends: [backend('http://a:1'), backend('http://b:2')]});
	assert.deepEqual(values('--', 'http://a:1'), {backends: [backend('http://a:1')]});
});

test('a backend is taken as the form of the screen takes it', () => {
	const urls = (...argv: readonly string[]): unknown => (values(...argv)['backends'] as Array<{url: string}>).map(({url}) => url);
	assert.deepEqual(urls('3000', '3001'), ['http://localhost:3000', 'http://localhost:3001']);
	assert.deepEqual(urls('localhost:3000', ':3001', 'http://3002', '[::1]:80', 'web', 'https://a'), [
		'http://localhost:3000', 'http://localhost:3001', 'http://localhost:3002', 'http://[::1]', 'http://web', 'https://a',
	]);
	assert.deepEqual(urls('--port', '8001', '3000', '--headless', '3001'), ['http://localhost:3000', 'http://localhost:3001']);
});

test('a word behind a switch is no backend', () => {
	assert.equal(refusal('--headless', 'false'), '--headless takes no value, but is followed by "false"; leave that off.');
	assert.equal(refusal('--no-save', 'On', '3000'), '--no-save takes no value, but is followed by "On"; leave that off.');
});

test('a word that the caller knows better is refused', () => {
	assert.throws(() => parseCommandLine(['3000', 'status'], word => word === 'status' ? 'a command' : undefined), /^SettingsError: a command$/v);
});

test('a backend that is none is refused', () => {
	assert.match(refusal('ftp://localhost:3000'), /^BACKEND-URL: "ftp:\/\/localhost:3000" is not allowed: .*starts with http:\/\/ or https:\/\//v);
	assert.match(refusal('0'), /1 to 65535, not 0\.$/v);
	assert.match(refusal('123456'), /1 to 65535, not 123456\.$/v);
	assert.match(refusal('3000', 'localhost:3000'), /give each backend once; http:\/\/localhost:3000 is duplicated\.$/v);
	assert.match(refusal('http://a', 'http://A:80/'), /"http:\/\/A:80\/" is not allowed: give each backend once; http:\/\/a is duplicated\.$/v);
	assert.match(refusal('--', '--port'), /^BACKEND-URL: "--port" is not allowed/v);
	assert.match(refusal(''), /^BACKEND-URL: "" is not allowed/v);
});

test('a password is not repeated', () => {
	assert.doesNotMatch(refusal('http://user:hunter2@a'), /hunter2/v);
	assert.doesNotMatch(refusal('user:hunter2@a:3000'), /hunter2/v);
	assert.equal(refusal('--admin-token', '-hunter2'), '--admin-token needs a value after it.');
	assert.equal(refusal('--admin-token', '--hunter2'), '--admin-token needs a value after it.');
	assert.equal(refusal('--admin-token', 'hunter 2'), '--admin-token: the value is not allowed: give up to 256 letters, digits and any of - . _ ~ + /.');
});

test('a bad value is refused with the flag, the value and what is allowed', () => {
	assert.equal(refusal('--port=abc'), '--port: "abc" is not allowed: give a whole number from 0 to 65535, or off.');
	assert.equal(refusal('-p', '65536'), '--port: "65536" is not allowed: give a whole number from 0 to 65535, or off.');
	assert.equal(refusal('--rate-limit', '-5'), '--rate-limit: "-5" is not allowed: give a whole number from 0 to 1000000.');
	assert.match(refusal('--health-interval', '0.5'), /^--health-interval: "0\.5" is not allowed: .* did you mean 0\.5s\?$/v);
	assert.match(refusal('--policy', 'banana'), /^--policy: "banana" is not allowed: give one of round-robin, weighted, .*, first\.$/v);
	assert.match(refusal('--threads', '0'), /from 1 to 64\.$/v);
	assert.match(refusal('--host', ''), /^--host: "" is not allowed/v);
});

test('all that is wrong is said at once', () => {
	assert.equal(refusal('--port=x', '--threads=y').split('\n').length, 2);
});

test('a flag without its value is refused', () => {
	const incomplete = [['--port'], ['--port='], ['--port', '--headless'], ['--port', '--', 'http://a']];
	assert.deepEqual(incomplete.map(argv => refusal(...argv)), incomplete.map(() => '--port needs a value after it.'));
	assert.equal(refusal('-p'), '-p needs a value after it.');
});

test('a flag given twice is refused, in any spelling', () => {
	assert.equal(refusal('--port=1', '--port=2'), '--port is given twice; give it once.');
	assert.equal(refusal('--port=1', '-p', '1'), '-p is given twice; give it once.');
	assert.equal(refusal('--save', '--no-save'), '--no-save is given twice; give it once.');
});

test('an unknown flag is named, with the nearest one', () => {
	assert.equal(refusal('--prot', '80'), 'Unknown option --prot; did you mean --port? See proxy-tui --help.');
	assert.equal(refusal('--adminPort=1'), 'Unknown option --adminPort; did you mean --admin-port? See proxy-tui --help.');
	assert.equal(refusal('--banana'), 'Unknown option --banana. See proxy-tui --help.');
	const unknown = ['-x', '-bround-robin', '--no-port', '--port.x', '--__proto__', '--constructor', '---port', '--backends', '-pb'];
	assert.deepEqual(unknown.filter(flag => !refusal(flag).startsWith(`Unknown option ${flag}`)), []);
});

test('an unknown flag cannot steer the terminal', () => {
	assert.match(refusal('--\u{1B}[2Jx\u{9B}\u{202E}'), /^Unknown option --[\p{ASCII}--\p{Other}]+$/v);
	assert.ok(refusal(`--${'x'.repeat(10_000)}`).length < 200);
});

test('help and version are recognised anywhere before --', () => {
	assert.deepEqual(parseCommandLine(['--help']), {kind: 'help'});
	assert.deepEqual(parseCommandLine(['-h']), {kind: 'help'});
	assert.deepEqual(parseCommandLine(['--nonsense', '--help']), {kind: 'help'});
	assert.deepEqual(parseCommandLine(['--version']), {kind: 'version'});
	assert.match(refusal('--', '--help'), /^BACKEND-URL/v);
});

test('any arguments are either read or refused with a message', () => {
	const argument = fc.oneof(
		anyText(),
		fc.constantFrom('--', '-', '--port', '--port=1', '-p', '--save', '--no-save', '--headless', 'http://a', '-5', '--host', '::1', '10s', '--idle-timeout', '--x.y.z=1', '--__proto__.a=1'),
		fc.string().map(text => `--${text}`),
	);
	fc.assert(fc.property(fc.array(argument, {maxLength: 6}), argv => {
		assert.ok(refusal(...argv) !== '' || parseCommandLine(argv).kind !== undefined);
	}), {numRuns: 1000});
});
