import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseConfig} from '../../source/config/parse-config.js';
import {anyText} from '../helpers/any-text.js';
import {settingsProblem} from '../helpers/settings-problem.js';

const values = (text: string): Record<string, unknown> =>
	Object.fromEntries([...parseConfig(text, 'f.yaml')].map(([key, {value}]) => [key, value]));

const refusal = (text: string): string => settingsProblem(() => parseConfig(text, 'f.yaml'));

test('YAML and JSON say the same', () => {
	const expected = {
		port: 81,
		healthInterval: 500,
		headless: true,
		backends: [
			{url: 'http://a:1', weight: 1, state: 'active'},
			{url: 'http://b', weight: 3, state: 'draining'},
		],
	};
	assert.deepEqual(values(`
# a comment
port: 81
healthInterval: 500ms
headless: true
backends:
  - http://a:1
  - url: http://b:80/
    weight: 3
    state: draining
`), expected);
	assert.deepEqual(values('{\n\t"port": 81,\n\t"healthInterval": "500ms",\n\t"headless": true,\n\t"backends": ["http://a:1", {"url": "http://b", "weight": 3, "state": "draining"}]\n}\n'), expected);
	assert.deepEqual(values('port: "81"\r\nheadless: "yes"\r\n'), {port: 81, headless: true});
});

test('where a value was given is remembered', () => {
	assert.equal(parseConfig('\nport: 81', 'f.yaml').get('port')?.from, 'f.yaml:2:7');
});

test('an empty list of backends is a list', () => {
	assert.deepEqual(values('backends: []'), {backends: []});
});

const mistakes: ReadonlyArray<readonly [what: string, text: string, message: RegExp | string]> = [
	['a bad value', 'host: ::1\nport: abc', 'f.yaml:2:7: port: "abc" is not allowed: give a whole number from 0 to 65535, or off.'],
	['a value of another type', 'port: [1]', 'f.yaml:1:7: port: [1] is not allowed: give a whole number from 0 to 65535, or off.'],
	['a value left out', 'host: ::1\nport:\n', 'f.yaml:2:6: port: null is not allowed: give a whole number from 0 to 65535, or off.'],
	['a time without its unit', 'healthInterval: 10', /^f\.yaml:1:17: healthInterval: 10 is not allowed: .* did you mean 10s\?$/v],
	['a secret', 'adminToken: hunter 2', /^f\.yaml:1:13: adminToken: the value is not allowed/v],
	['an unknown key', 'port: 1\nhealthIntervall: 1s', 'f.yaml:2:1: unknown setting "healthIntervall"; did you mean healthInterval?'],
	['a flag for a key', 'health-interval: 1s', 'f.yaml:1:1: unknown setting "health-interval"; did you mean healthInterval?'],
	['a name of every object', '__proto__: 1', 'f.yaml:1:1: unknown setting "__proto__".'],
	['another name of every object', '{"constructor": {"prototype": 1}}', 'f.yaml:1:2: unknown setting "constructor".'],
	['a merge key', 'host: ::1\n<<: {port: 1}', 'f.yaml:2:1: unknown setting "<<".'],
	['a list for a key', '? [port]\n: 1', 'f.yaml:1:3: unknown setting "".'],
	['a setting that is for the command line', 'config: x.yaml', 'f.yaml:1:1: "config" cannot be set in a file; give it as a flag or in the environment.'],
	['a key given twice', 'port: 1\nport: 2', 'f.yaml:2:1: "port" is duplicated; keep one of them.'],
	['JSON that ends early', '{"port": 1', 'f.yaml:1:11: Flow map must end with a }.'],
	['a tab that indents', 'backends:\n\t- http://a', 'f.yaml:2:1: Tabs are not allowed as indentation; use spaces.'],
	['a second document', 'port: 1\n---\nport: 2', 'f.yaml:2:1: a second document begins here; keep one, without the separator line.'],
	['a setting that is indented too far', 'port: 1\n host: a', /^f\.yaml:1:7: a setting cannot begin within the value of another: .* begin all settings in the same column\.$/v],
	['a colon in a text', 'healthBody: it: works', /^f\.yaml:1:13: .* put a text that holds a colon into quotes/v],
	['a list without its end', 'redact: [a, b\nport: 1', /^f\.yaml:2:1: Flow sequence .*end with a \]\.$/v],
	['a text without its end', 'healthBody: "a\nport: 1', 'f.yaml:2:8: Missing closing "quote.'],
	['a comma that is missing', '{"port": 1 "threads": 2}', 'f.yaml:1:10: a comma is missing after this, or the text should be in quotes.'],
	['a colon that is missing', '{"port" 1}', 'f.yaml:1:9: Missing , or : between flow map items.'],
	['a comma too many', '{"port": 1,, "threads": 2}', 'f.yaml:1:12: Unexpected , in flow map.'],
	['a bracket too many', '{"port": 1}}', /^f\.yaml:1:12: Unexpected .*"\}"\.$/v],
	['a name without a value', 'port: 1\nthreads', /^f\.yaml:\d:\d: Implicit map keys need to be followed by map values\.$/v],
	['an item in another column', 'backends:\n  - http://a\n  http://b', 'f.yaml:3:1: All mapping items must start at the same column.'],
	['a text that has to be in quotes', 'healthBody: @a', 'f.yaml:1:13: Plain value cannot start with reserved character @.'],
	['a backslash in a text', String.raw`healthBody: "\q"`, String.raw`f.yaml:1:14: Invalid escape sequence \q.`],
	['an unknown member of a health check', 'backends: [{url: http://a, health: {intervall: 2s}}]', /^f\.yaml:1:48: backends\[0\]\.health\.intervall: .* did you mean interval\?$/v],
	['a list of settings', '- port: 1', 'f.yaml:1:1: a config file holds settings with their values, such as "port: 8000".'],
	['a text', 'hello', 'f.yaml:1:1: a config file holds settings with their values, such as "port: 8000".'],
	['comments only', '# nothing\n', 'f.yaml:1:1: a config file holds settings with their values, such as "port: 8000".'],
	['an unknown tag', 'port: !!js/function 80', /^f\.yaml:1:7: Unresolved tag/v],
	['a backend that is none', 'backends:\n  - http://a\n  - ftp://b', /^f\.yaml:3:5: backends\[1\]\.url: "ftp:\/\/b" is not allowed: .*starts with http/v],
	['a port out of range', 'backends: [3000, 70000]', /^f\.yaml:1:18: backends\[1\]\.url: 70000 is not allowed: .*1 to 65535, not 70000/v],
	['a weight out of range', 'backends:\n  - url: http://a\n    weight: 0', 'f.yaml:3:13: backends[0].weight: 0 is not allowed: give a whole number from 1 to 256.'],
	['a wrong state', 'backends: [{url: http://a, state: drainign}]', 'f.yaml:1:35: backends[0].state: "drainign" is not allowed: give one of active, draining, disabled; did you mean draining?'],
	['an unknown member of a backend', 'backends: [{url: http://a, wieght: 2}]', 'f.yaml:1:36: backends[0].wieght: "wieght" is not allowed: give url, weight, state or health; did you mean weight?'],
	['a backend without URL', 'backends:\n  - weight: 2', 'f.yaml:2:5: backends[0].url: a value is missing: give a backend URL, such as http://localhost:3000.'],
	['a backend given twice', 'backends: [http://a, "http://A:80/"]', 'f.yaml:1:22: backends[1]: "http://A:80/" is not allowed: give each backend once; http://a is duplicated.'],
	['backends as a text', 'backends: http://a', 'f.yaml:1:11: backends: "http://a" is not allowed: give a list of backend URLs.'],
];

for (const [what, text, message] of mistakes) {
	test(`${what} is refused, with its place`, () => {
		const told = refusal(text);
		assert.ok(typeof message === 'string' ? told === message : message.test(told), told);
	});
}

test('all that is wrong is said at once', () => {
	assert.equal(refusal('port: x\nthreads: y\nbanana: 1').split('\n').length, 3);
});

test('a value may be shared, a bomb is refused', () => {
	assert.deepEqual(values('connectTimeout: &time 3s\nhealthTimeout: *time'), {connectTimeout: 3000, healthTimeout: 3000});

	let bomb = 'host: &a [x,x,x,x,x,x,x,x,x,x]\n';
	for (const [index, key] of ['port', 'threads', 'rateLimit', 'policy', 'healthPath', 'backends', 'save', 'demo'].entries()) {
		const last = String.fromCodePoint(97 + index);
		bomb += `${key}: &${String.fromCodePoint(98 + index)} [${Array.from({length: 10}, () => `*${last}`).join(',')}]\n`;
	}

	assert.match(refusal(bomb), /Excessive alias count/v);
	assert.ok(refusal(bomb).length < 10_000);
});

for (const text of ['['.repeat(50_000), '{"a":'.repeat(50_000), '- '.repeat(20_000)]) {
	test(`values nested as in ${text.slice(0, 10)}… are refused in one line`, () => {
		assert.match(refusal(text), /^f\.yaml:1:\d+: [^\n]+$/v);
	});
}

test('any text is either read or refused with its place', () => {
	const key = fc.constantFrom('port', 'host', 'backends', 'save', '__proto__', '? a', '- x');
	const line = fc.tuple(key, fc.oneof(fc.string(), fc.json(), fc.constantFrom('*a', '&a x', '!!binary a', '|', '>'))).map(([name, value]) => `${name}: ${value}`);
	const text = fc.oneof(anyText(), fc.json(), fc.array(line).map(lines => lines.join('\n')));
	fc.assert(fc.property(text, given => {
		assert.match(refusal(given), /^(?:f\.yaml:\d+:\d+: .|$)/v);
	}), {numRuns: 1000});
});
