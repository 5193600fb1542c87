import assert from 'node:assert/strict';
import test from 'node:test';
import {AuthFailures} from '../../source/admin/auth-failures.js';
import {warningWords} from '../../source/model/warning.js';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startAdmin} from './admin-harness.js';

test('a wrong token is logged with the address; further ones together, later', t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const told: string[] = [];
	const failures = new AuthFailures(warning => {
		told.push(warningWords(warning));
	});
	failures.add('::ffff:10.0.0.1', true);
	assert.deepEqual(told.splice(0), ['A client at 10.0.0.1 sent the admin API a wrong token.']);
	failures.add('10.0.0.2', true);
	failures.add('10.0.0.2', true);
	failures.add('10.0.0.2', false);
	assert.deepEqual(told, []);
	t.mock.timers.tick(10_000);
	assert.deepEqual(told.splice(0), ['Clients sent the admin API a wrong token 2 times within 10 s, from 10.0.0.2.']);

	for (let host = 1; host <= 200; host++) {
		failures.add(`10.0.1.${host}`, true);
	}

	t.mock.timers.tick(10_000);
	assert.deepEqual(told.splice(0), ['Clients sent the admin API a wrong token 200 times within 10 s, from 10.0.1.1, 10.0.1.2, 10.0.1.3 and other addresses.']);
	t.mock.timers.tick(10_000);
	assert.deepEqual(told, []);
	failures.add('10.0.0.3', true);
	assert.equal(told.length, 1);
	assert.deepEqual(failures.counts, {missing: 1, wrong: 204});
});

for (const [authorization, isWrong] of [
	['Bearer wrong', true],
	['bearer right-token2', true],
	['Basic d3Jvbmc6d3Jvbmc=', true],
	['Basic !', true],
	['Token right-token', true],
	['right-token', true],
	[undefined, false],
	['Bearer right-token', undefined],
	['Bearer right-read-token', undefined],
] as const) {
	test(`${authorization} is ${isWrong === undefined ? 'no failure' : (isWrong ? 'a wrong token' : 'a missing token')}`, async t => {
		const failures: boolean[] = [];
		const {ask} = await startAdmin(t, {
			token: 'right-token',
			readToken: 'right-read-token',
			onUnauthorized(_address, hasToken) {
				failures.push(hasToken);
			},
		});
		for (const path of ['/status', '/nothing', '/livez']) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await ask('GET', path, {headers: {...(authorization !== undefined && {authorization})}});
		}

		// One of the three paths asks for no token.
		assert.deepEqual(failures, isWrong === undefined ? [] : [isWrong, isWrong]);
	});
}

test('wrong tokens are logged with the address, and counted for machines', async t => {
	const {program, adminPort} = await startProgram(t, ['--admin-token=right-token-of-this-test', '--no-save']);
	const headers = {authorization: 'Bearer right-token-of-this-test'};
	const countOf = async (reason: string): Promise<string | undefined> => {
		const {body} = await send(adminPort, {path: '/metrics', headers});
		return new RegExp(String.raw`^proxy_tui_admin_auth_failures_total\{reason="${reason}"\} (?<count>\d+)$`, 'mv').exec(body)?.groups?.['count'];
	};

	assert.deepEqual([await countOf('wrong-token'), await countOf('no-token')], ['0', '0']);
	const refused = await send(adminPort, {path: '/status', headers: {authorization: 'Bearer guess'}});
	assert.equal(refused.status, 401);
	await send(adminPort, {path: '/status'});
	const line = await program.line(({message}) => message.includes('wrong token'));
	assert.deepEqual([line['level'], line.message], ['warn', 'A client at 127.0.0.1 sent the admin API a wrong token.']);
	assert.deepEqual([await countOf('wrong-token'), await countOf('no-token')], ['1', '1']);
});
