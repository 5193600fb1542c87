import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import {clientScheme} from '../../helpers/lane.js';
import {shareRecordingProxy} from '../../helpers/recording-proxy.js';

const {proxy, begin, recording, forward} = await shareRecordingProxy(['--trust-proxy=loopback']);
after(proxy.stop);

const proto = (value: string): string => `X-Forwarded-Proto: ${value}`;
const host = (value: string): string => `X-Forwarded-Host: ${value}`;
const port = (value: string): string => `X-Forwarded-Port: ${value}`;

/** For the names of tests. */
const inWords = (said: readonly string[]): string => said.length === 0 ? 'nothing' : said.join(' and ');

const own = 'a.example:81';
/** What a trusted proxy says, and what the backend is told: scheme, host and port. */
const cases: ReadonlyArray<readonly [said: readonly string[], scheme: string | undefined, host: string, port: string | undefined]> = [
	[[proto('https')], 'https', own, '443'],
	[[proto('http')], 'http', own, '80'],
	[[proto('HTTPS')], 'HTTPS', own, '443'],
	[[proto('https, http')], 'https, http', own, '443'],
	[[proto('https'), proto('http')], 'https, http', own, '443'],
	[[proto('wss')], 'wss', own, '443'],
	[[proto('ws')], 'ws', own, '80'],
	[[proto('gopher')], 'gopher', own, undefined],
	[[proto('https'), host('shop.example')], 'https', 'shop.example', '443'],
	[[proto('https'), host('shop.example:8443')], 'https', 'shop.example:8443', '8443'],
	[[proto('https'), host('shop.example:8443, inner:1')], 'https', 'shop.example:8443, inner:1', '8443'],
	[[proto('https'), host('[2001:db8::1]:8443')], 'https', '[2001:db8::1]:8443', '8443'],
	[[proto('https'), host('[2001:db8::1]')], 'https', '[2001:db8::1]', '443'],
	[[proto('https'), host('2001:db8::1')], 'https', '2001:db8::1', '443'],
	[[proto('https'), host('shop.example:')], 'https', 'shop.example:', '443'],
	[[proto('https'), host('shop.example:99999')], 'https', 'shop.example:99999', '443'],
	[[proto('https'), host('shop.example:8443'), port('444')], 'https', 'shop.example:8443', '444'],
	[[proto('https'), port('444')], 'https', own, '444'],
	[[proto('https'), port('')], 'https', own, '443'],
	[[host('shop.example:8443')], undefined, 'shop.example:8443', '8443'],
	[[host('shop.example')], undefined, 'shop.example', undefined],
	[[port('444')], undefined, own, '444'],
	[['X-Forwarded-Ssl: on'], undefined, own, undefined],
	[['X-Forwarded-Scheme: https'], undefined, own, undefined],
	[[proto(''), host('')], clientScheme, own, String(proxy.clientPort)],
	[['X-Forwarded-For: 203.0.113.1'], clientScheme, own, String(proxy.clientPort)],
	[[], clientScheme, own, String(proxy.clientPort)],
];
for (const [said, scheme, toldHost, toldPort] of cases) {
	test(`behind a trusted proxy that says ${inWords(said)}, the port is ${toldPort === String(proxy.clientPort) ? 'our own' : toldPort}`, async () => {
		await begin([recording.script], {trustProxy: ['loopback']});
		const request = await forward(...said);
		assert.deepEqual(
			['proto', 'host', 'port'].map(name => request.header(`x-forwarded-${name}`)),
			[scheme, toldHost, toldPort],
		);
	});

	test(`from a client that says ${inWords(said)}, nothing is believed`, async () => {
		await begin([recording.script], {trustProxy: ['10.0.0.0/8']});
		const request = await forward(...said);
		assert.deepEqual(
			['proto', 'host', 'port'].map(name => request.header(`x-forwarded-${name}`)),
			[clientScheme, own, String(proxy.clientPort)],
		);
	});
}

const hop = `for=127.0.0.1;host="a.example:81";proto=${clientScheme}`;
for (const [said, forwarded] of [
	[[], hop],
	[[proto('https')], `proto=https, ${hop}`],
	[[proto('HTTPS, http'), host('shop.example:8443, inner'), 'X-Forwarded-For: 203.0.113.1, 10.0.0.1'], `for=203.0.113.1;host="shop.example:8443";proto=https, for=10.0.0.1, ${hop}`],
	[['X-Forwarded-For: [2001:DB8::1]:80, ::ffff:203.0.113.1, nobody;proto="evil'], `for="[2001:db8::1]", for=203.0.113.1, for=unknown, ${hop}`],
	[[host('evil";x="')], hop],
	[[proto('a b')], hop],
	[['Forwarded: for=203.0.113.1', proto('https')], `for=203.0.113.1, ${hop}`],
] as const) {
	test(`where Forwarded is written, it tells what a trusted proxy says otherwise: ${inWords(said)}`, async () => {
		await begin([recording.script], {trustProxy: ['loopback'], forwarded: true});
		assert.equal((await forward(...said)).header('forwarded'), forwarded);
	});
}

for (const [scheme, isSecure] of [['https', true], ['HTTPS', true], ['https, http', true], ['http', false], ['http, https', false]] as const) {
	test(`a session cookie is ${isSecure ? '' : 'not '}for encrypted connections alone where they came by ${scheme}`, async () => {
		await begin([recording.script], {trustProxy: ['loopback'], sticky: 'cookie'});
		const client = await proxy.connect();
		client.send(`GET / HTTP/1.1\r\nHost: a\r\n${proto(scheme)}\r\n\r\n`);
		assert.equal(/; secure/iv.test((await client.response()).header('set-cookie')!), isSecure);
		client.end();
	});
}
