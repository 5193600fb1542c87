import assert from 'node:assert/strict';
import test from 'node:test';
import {readSpecialTarget, withoutPrefix} from '../../../../../source/engines/threads/data-plane/admission/request-target.js';

for (const [prefix, target, stripped] of [
	['/api', '/api/x?y=/api', '/x?y=/api'],
	['/api', '/api', '/'],
	['/api', '/api?x', '/?x'],
	['/api', '/api/', '/'],
	['/api', '/api//x', '//x'],
	['/api', '/api/api', '/api'],
	['/api/v1', '/api/v1/x', '/x'],
] as const) {
	test(`${prefix} is taken off ${target}`, () => {
		assert.equal(withoutPrefix(target, prefix), stripped);
	});
}

for (const target of ['/apix', '/x/api', '/API/x', '/%61pi/x', '/', '//api', '/?/api', '*']) {
	test(`/api is not taken off ${target}`, () => {
		assert.equal(withoutPrefix(target, '/api'), undefined);
	});
}

for (const [method, target, authority, origin] of [
	['GET', 'http://a', 'a', '/'],
	['GET', 'http://a/', 'a', '/'],
	['GET', 'HTTP://a:80/x', 'a:80', '/x'],
	['GET', 'http://[::1]:8080?x', '[::1]:8080', '/?x'],
	['GET', 'http://a?', 'a', '/?'],
	['GET', 'http://a//b/../c/%2e%2F?x=http://d/?y', 'a', '//b/../c/%2e%2F?x=http://d/?y'],
	['OPTIONS', 'http://a', 'a', '*'],
	['OPTIONS', 'http://a/', 'a', '/'],
	['OPTIONS', 'http://a?x', 'a', '/?x'],
	['OPTIONS', 'http://a/*', 'a', '/*'],
] as const) {
	test(`${method} ${target} goes to ${origin}`, () => {
		assert.deepEqual(readSpecialTarget(method, target, 'http'), {authority, target: origin});
	});
}

for (const target of ['a', 'a:80', '?x', 'http:/a', 'http:a', '://a', 'http://', 'http://a b/', 'http://u@a/', 'http://a,b/', 'https://a/', 'ws://a/', String.raw`\\a\b`, '*x']) {
	test(`${target} is no target`, () => {
		assert.equal(typeof readSpecialTarget('GET', target, 'http').problem, 'string');
	});
}

test('only OPTIONS has the asterisk', () => {
	assert.deepEqual(readSpecialTarget('OPTIONS', '*', 'http'), {authority: undefined, target: '*'});
	assert.equal(typeof readSpecialTarget('GET', '*', 'http').problem, 'string');
});
