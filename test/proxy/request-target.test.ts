import assert from 'node:assert/strict';
import test from 'node:test';
import {readSpecialTarget, withoutPrefix} from '../../source/proxy/request-target.js';

for (const [prefix, target, stripped] of [
	['/api', '/api/x?y=/api', '/x?y=/api'],
	['/api', '/api', '/'],
	['/api', '/api?x', '/?x'],
	['/api', '/api/', '/'],
	['/api', '/api//x', '//x'],
	['/api', '/api/api', '/api'],
	['/api/v1', '/api/v1/x', '/x'],
	['/api', 'http://b/api/x', 'http://b/x'],
	['/api', 'http://b/api', 'http://b/'],
	['/api', 'http://b/api?x', 'http://b/?x'],
] as const) {
	test(`${prefix} is taken off ${target}`, () => {
		assert.equal(withoutPrefix(target, prefix), stripped);
	});
}

for (const target of ['/apix', '/x/api', '/API/x', '/%61pi/x', '/', '//api', '/?/api', 'http://api/x', 'http://b', 'http://b?/api', '*']) {
	test(`/api is not taken off ${target}`, () => {
		assert.equal(withoutPrefix(target, '/api'), undefined);
	});
}

for (const [target, authority] of [
	['http://a', 'a'], ['HTTP://a:80/x', 'a:80'], ['http://[::1]:8080?x', '[::1]:8080'],
] as const) {
	test(`the authority of ${target}`, () => {
		assert.deepEqual(readSpecialTarget('GET', target, 'http'), {authority});
	});
}

for (const target of ['a', 'a:80', '?x', 'http:/a', 'http:a', '://a', 'http://', 'http://a b/', 'http://u@a/', 'http://a,b/', 'https://a/', 'ws://a/', String.raw`\\a\b`, '*x']) {
	test(`${target} is no target`, () => {
		assert.equal(typeof readSpecialTarget('GET', target, 'http').problem, 'string');
	});
}

test('only OPTIONS has the asterisk', () => {
	assert.deepEqual(readSpecialTarget('OPTIONS', '*', 'http'), {authority: undefined});
	assert.equal(typeof readSpecialTarget('GET', '*', 'http').problem, 'string');
});
