import assert from 'node:assert/strict';
import test from 'node:test';
import {readEnvironment} from '../../source/config/environment.js';
import {environmentOf} from '../helpers/environment-of.js';
import {settingsProblem} from '../helpers/settings-problem.js';

const values = (...assignments: readonly string[]): Record<string, unknown> =>
	Object.fromEntries([...readEnvironment(environmentOf(...assignments))].map(([key, {value}]) => [key, value]));

const problem = (...assignments: readonly string[]): string =>
	settingsProblem(() => readEnvironment(environmentOf(...assignments)));

test('every setting has its variable', () => {
	const given = values('PROXY_TUI_PORT=81', 'PROXY_TUI_HEALTH_INTERVAL=2s', 'PROXY_TUI_SAVE=false', 'PROXY_TUI_HEADLESS=1', 'PROXY_TUI_CONFIG=x.yaml');
	assert.deepEqual(given, {
		port: 81, healthInterval: 2000, save: false, headless: true, config: 'x.yaml',
	});
});

test('backends stand next to each other', () => {
	assert.deepEqual(values('PROXY_TUI_BACKENDS=http://a http://b:1, http://c\n'), {
		backends: ['http://a', 'http://b:1', 'http://c'].map(url => ({url, weight: 1, state: 'active'})),
	});
});

test('rules for headers stand on a line each, ranges next to each other', () => {
	assert.deepEqual(values('PROXY_TUI_REQUEST_HEADER=X-A: b, c\n-X-D\n', 'PROXY_TUI_TRUST_PROXY=loopback, 10.0.0.0/8'), {
		requestHeader: [{action: 'set', name: 'X-A', value: ['b, c']}, {action: 'remove', name: 'X-D'}],
		trustProxy: ['loopback', '10.0.0.0/8'],
	});
});

test('an empty variable counts as not set, and others are none of our business', () => {
	assert.deepEqual(values('PROXY_TUI_PORT=', 'PROXY_TUI_NONSENSE=', 'PORT=x', 'PROXY=x', 'PROXY_TUI=x'), {});
});

test('a bad value names the variable, the value and what is allowed', () => {
	assert.equal(
		problem('PROXY_TUI_PORT=abc', 'PROXY_TUI_DEMO=maybe'),
		'PROXY_TUI_PORT: "abc" is not allowed: give a whole number from 0 to 65535, or off.\nPROXY_TUI_DEMO: "maybe" is not allowed: give true or false.',
	);
	assert.match(problem('PROXY_TUI_BACKENDS=http://a ftp://b'), /^PROXY_TUI_BACKENDS: "ftp:\/\/b" is not allowed: .*starts with http/v);
});

test('a secret is not repeated', () => {
	assert.match(problem('PROXY_TUI_ADMIN_TOKEN=hunter 2'), /^PROXY_TUI_ADMIN_TOKEN: the value is not allowed/v);
	assert.doesNotMatch(problem('PROXY_TUI_ADMIN_TOKEN=hunter 2'), /hunter/v);
});

test('an unknown variable is refused with the nearest one', () => {
	assert.equal(problem('PROXY_TUI_ADMIN_TOKN=x'), 'Unknown setting PROXY_TUI_ADMIN_TOKN; did you mean PROXY_TUI_ADMIN_TOKEN?');
	assert.equal(problem('PROXY_TUI_BANANA=x'), 'Unknown setting PROXY_TUI_BANANA.');
});
