import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import {answerEach} from '../../helpers/backend-scripts.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const {proxy, begin, newestRecord} = await shareProxy([...tlsFlags(), '--redirect-https', '--hsts=1h', '--trust-proxy=loopback']);
after(proxy.stop);

const ask = async (isTls: boolean, target: string, ...fields: readonly string[]) => {
	await begin([answerEach('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')]);
	const client = await proxy.connect(isTls);
	client.send([`GET ${target} HTTP/1.1`, ...fields, '', ''].join('\r\n'));
	return client.response();
};

for (const [lane, ...fields] of [['fast lane'], ['general lane', 'Expect: 100-continue']] as const) {
	test(`plain HTTP is redirected with path and query, TLS is not and says that browsers are to keep to it: ${lane}`, async () => {
		const redirect = await ask(false, '/a%20b?c=d', 'Host: a.example:8000', ...fields);
		assert.deepEqual([redirect.status, redirect.header('location'), redirect.header('strict-transport-security')], [308, `https://a.example:${proxy.tlsPort}/a%20b?c=d`, undefined]);
		const {error, scheme} = await newestRecord();
		assert.deepEqual({error, scheme}, {error: 'https_required', scheme: undefined});

		const response = await ask(true, '/', 'Host: a.example', ...fields);
		assert.deepEqual([response.status, response.header('strict-transport-security')], [200, 'max-age=3600']);
		assert.equal((await newestRecord()).scheme, 'https');
	});
}

test('a client that has asked another port than ours by the usual one is sent to the usual one', async () => {
	const redirect = await ask(false, '/', 'Host: [::1]');
	assert.equal(redirect.header('location'), 'https://[::1]/');
});

test('what an authority looks for is not redirected, as a backend may have asked for a certificate itself', async () => {
	const response = await ask(false, '/.well-known/acme-challenge/token', 'Host: a.example');
	assert.equal(response.status, 200);
});

test('what a trusted proxy has received over TLS is not redirected', async () => {
	const response = await ask(false, '/', 'Host: a.example', 'X-Forwarded-Proto: https');
	assert.deepEqual([response.status, response.header('strict-transport-security')], [200, undefined]);
});
