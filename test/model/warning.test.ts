import assert from 'node:assert/strict';
import test from 'node:test';
import {warningWords, type Warning} from '../../source/model/warning.js';

test('each warning has its sentence', () => {
	const url = 'http://a';
	const sentences: ReadonlyArray<readonly [Warning, string]> = [
		[{type: 'drain-timed-out', url, left: 2}, 'http://a has not drained in time: 2 in flight were cut off.'],
		[{type: 'access-log-lost', lines: 2}, '2 access log lines were lost: the reader or disk of the log is too slow or gone.'],
		[{type: 'access-log-lost', lines: 3, reason: 'ENOSPC'}, '3 access log lines were lost: ENOSPC.'],
		[{type: 'lookup-failed', url: 'http+dns://a', reason: 'queryA ENOTFOUND', known: 2}, 'http+dns://a cannot be resolved: queryA ENOTFOUND. Its last 2 known addresses are kept.'],
		[{type: 'wrong-token', address: '::1'}, 'A client at ::1 sent the admin API a wrong token.'],
		[{type: 'wrong-tokens', count: 9, withinMs: 10_000, addresses: ['::1', '::2'], isFromOthers: true}, 'Clients sent the admin API a wrong token 9 times within 10 s, from ::1, ::2 and other addresses.'],
		[{type: 'config-refused', reason: 'a.yaml:1: wrong\na.yaml:2: too'}, 'The config file was not applied, nothing has changed: a.yaml:1: wrong a.yaml:2: too'],
		[{type: 'config-mismatch', url, reason: 'The pool is full.'}, 'http://a does not match the config file: The pool is full.'],
		[{type: 'restart-needed', setting: 'port'}, 'port has changed in the config file, and needs a restart to take effect.'],
		[{type: 'saved-state', reason: 'It cannot be saved.'}, 'It cannot be saved.'],
	];
	for (const [warning, sentence] of sentences) {
		assert.equal(warningWords(warning), sentence);
	}
});
