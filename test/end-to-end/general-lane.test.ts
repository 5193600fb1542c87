import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import test from 'node:test';

const folder = path.join(import.meta.dirname, '../..');

/** The rules of the wire are the same on both lanes. Tunnels, and backends that are spoken to over TLS, are the general lane's in any case. */
const files = [
	'test/end-to-end/wire/!(tunnel*|upgrades*|ignored-upgrades|tls*).test.ts',
	'test/end-to-end/{drain,leaving}.test.ts',
];

test('every test of the wire holds on the general lane as well', async () => {
	const runner = spawn(process.execPath, ['--import=./test/loader.js', '--test', '--test-reporter=dot', '--test-concurrency=2', ...files], {
		cwd: folder,
		// Otherwise it would take itself for a part of this run.
		env: {...process.env, PROXY_TEST_FLAGS: '--fast-lane=off', NODE_TEST_CONTEXT: undefined},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [output] = await Promise.all([text(runner.stdout), once(runner, 'exit')]);
	assert.equal(runner.exitCode, 0, output);
});
