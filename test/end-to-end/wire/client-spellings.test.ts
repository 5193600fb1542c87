import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import {parseRequestFilter} from '../../../source/model/request-filter/parse-request-filter.js';
import {recordRequests} from '../../helpers/recording-script.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {shareProxy} from '../../helpers/shared-proxy.js';

const recordings = Array.from({length: 5}, () => recordRequests());
const {proxy, begin, newestRecord} = await shareProxy(['--trust-proxy=loopback', '--policy=ip-hash', '--request-header=X-Client: {client}'], recordings.length);
after(proxy.stop);

const spellings: ReadonlyArray<readonly [normal: string, others: readonly string[]]> = [
	['203.0.113.1', [
		'203.0.113.1', '::ffff:203.0.113.1', '::FFFF:203.0.113.1', '::ffff:cb00:7101', '::FFFF:CB00:7101', '0:0:0:0:0:ffff:cb00:7101', '64:ff9b::203.0.113.1',
		'64:FF9B::CB00:7101', '203.0.113.1:4711', '[::ffff:203.0.113.1]:4711', '[::ffff:cb00:7101]', '[64:ff9b::cb00:7101]:80',
	]],
	['2001:db8::1', ['2001:db8::1', '2001:DB8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0::0.0.0.1', '[2001:DB8::1]:80', '2001:db8::1%eth0']],
];

const send = async (forwardedFor: string): Promise<RawResponse> => {
	const client = await proxy.connect();
	client.send(`GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${forwardedFor}\r\n\r\n`);
	const response = await client.response();
	client.end();
	return response;
};

for (const [normal, others] of spellings) {
	test(`however ${normal} is written, it is one client to log, filter, header rules and ip-hash`, async () => {
		await begin(recordings.map(({script}) => script));
		for (const {requests} of recordings) {
			requests.length = 0;
		}

		for (const spelling of others) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			assert.equal((await send(spelling)).status, 200);
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const record = await newestRecord();
			assert.equal(record.client, normal, spelling);
			const bare = spelling.replace(/^\[/v, '').replace(/\](?::\d+)?$|:4711$/v, '');
			const filter = parseRequestFilter(`client:${bare}`);
			assert.ok('matches' in filter && filter.matches(record), spelling);
		}

		const served = recordings.map(({requests}) => requests.splice(0));
		assert.deepEqual(served.map(({length}) => length).filter(Boolean), [others.length]);
		assert.deepEqual(new Set(served.flat().map(request => request.header('x-client'))), new Set([normal]));
	});
}

const written: ReadonlyArray<(last: number) => string> = [
	last => `203.0.113.${last}`,
	last => `::ffff:203.0.113.${last}`,
	last => `::FFFF:CB00:71${last.toString(16).padStart(2, '0')}`,
	last => `64:ff9b::203.0.113.${last}`,
];

test('clients of IPv4 have a share of the rate limit each, though they are written as IPv6', async () => {
	await begin(recordings.map(({script}) => script), {rateLimit: 1, rateLimitBy: 'ip'});
	for (let last = 1; last <= 12; last++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await send(written[last % written.length]!(last))).status, 200);
	}
});

test('a client has one share of the rate limit, however it is written', async () => {
	await begin(recordings.map(({script}) => script), {rateLimit: 1, rateLimitBy: 'ip'});
	for (const [index, write] of written.entries()) {
		const statuses = new Set<number>();
		// On a busy machine, a second may pass between two requests.
		for (let last = 50 * (index + 1); last < 50 * (index + 2) && !statuses.has(429); last++) {
			/* eslint-disable no-await-in-loop -- One after the other. */
			assert.equal((await send(write(last))).status, 200);
			statuses.add((await send(written[0]!(last))).status);
			/* eslint-enable no-await-in-loop */
		}

		assert.ok(statuses.has(429), write(0));
	}
});

test('a trusted peer is one in whatever spelling', async () => {
	await begin(recordings.map(({script}) => script), {trustProxy: ['loopback', '::ffff:10.0.0.0/104', '2001:DB8:0:0::/32']});
	for (const chain of ['203.0.113.1, 10.1.2.3', '203.0.113.1, ::ffff:10.1.2.3', '203.0.113.1, ::FFFF:A01:203, 64:ff9b::10.1.2.3', '203.0.113.1, 2001:0DB8::7']) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		await send(chain);
		assert.equal((await newestRecord()).client, '203.0.113.1', chain);
		/* eslint-enable no-await-in-loop */
	}
});
