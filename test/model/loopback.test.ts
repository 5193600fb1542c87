import assert from 'node:assert/strict';
import test from 'node:test';
import {isLoopback} from '../../source/model/loopback.js';

for (const host of ['127.0.0.1', '127.8.9.10', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST']) {
	test(`only this machine can reach ${host}`, () => {
		assert.equal(isLoopback(host), true);
	});
}

for (const host of ['0.0.0.0', '::', '192.168.1.1', '128.0.0.1', 'fe80::1', '::ffff:10.0.0.1', 'example.com', 'localhost.example.com', '127.0.0.1.example.com', '']) {
	test(`other machines may reach ${JSON.stringify(host)}`, () => {
		assert.equal(isLoopback(host), false);
	});
}
