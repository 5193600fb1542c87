import assert from 'node:assert/strict';
import test, {after, before} from 'node:test';
import type {TopQuery} from '../../../source/model/top-list.js';
import {topListWire} from '../../../source/wire/top-list.js';
import {send} from '../../helpers/http-client.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';

let proxy: RunningProxy;
let close: () => Promise<void>;

const get = async (path: string, client: string, agent: string): Promise<void> => {
	await send(proxy.port, {path, headers: {'X-Forwarded-For': client, 'User-Agent': agent}});
};

before(async () => {
	const backend = await startHttpBackend((request, response) => {
		response.statusCode = request.url === '/fails' ? 500 : 200;
		setTimeout(() => {
			response.end('x'.repeat(request.url!.length * 100));
		}, request.url!.startsWith('/slow') ? 200 : 0);
	});
	proxy = await startProxy({urls: [backend.url], flags: ['--threads=2', '--trust-proxy=127.0.0.1', '--rate-limit=4', '--rate-limit-by=ip']});
	close = backend.close;
	await get('/slow?n=1', '10.0.0.1', 'turtle');
	await get('/slow?n=2', '10.0.0.2', 'turtle');
	await get('/fails', '10.0.0.2', 'hare');
	// At once, so that most are refused.
	await Promise.all(Array.from({length: 30}, async () => get('/often', '10.0.0.3', 'hare')));
});

after(async () => {
	await proxy.stop();
	await close();
});

const top = async (query: Partial<TopQuery>) => proxy.control.top({by: 'client', measure: 'count', over: '1m', limit: 10, ...query});

const names = async (query: Partial<TopQuery>): Promise<string[]> => {
	const {entries} = await top(query);
	return entries.map(({name}) => name);
};

test('clients, paths and user agents are listed by what they send, over all threads', async () => {
	const {entries, totals, errorBounds} = await top({});
	assert.deepEqual(entries.map(({name, count}) => `${name} ${count}`), ['10.0.0.3 30', '10.0.0.2 2', '10.0.0.1 1']);
	assert.deepEqual([totals.count, totals.failures, errorBounds.count], [33, 1, 0]);
	assert.deepEqual(await names({by: 'path', measure: 'time', limit: 1}), ['/slow']);
	assert.deepEqual(await names({by: 'path', measure: 'failures'}), ['/fails']);
	assert.deepEqual(await names({by: 'user_agent', over: '10m'}), ['hare', 'turtle']);
	assert.deepEqual((await names({by: 'status'})).toSorted(), ['200', '429', '500']);
	const limited = await top({measure: 'rate_limited'});
	assert.deepEqual(limited.entries.map(({name}) => name), ['10.0.0.3']);
	assert.equal(limited.entries[0]!.rate_limited, (await top({by: 'status'})).entries.find(({name}) => name === '429')!.count);
});

test('the slowest and the largest requests can be opened and replayed, whether the log was read or not', async () => {
	const {requests} = await proxy.control.topRequests({measure: 'time', over: '1m', limit: 2});
	assert.deepEqual(requests.map(({target}) => target).toSorted(), ['/slow?n=1', '/slow?n=2']);
	const [{number, userAgent}] = requests as [(typeof requests)[number]];
	assert.equal(userAgent, 'turtle');
	assert.deepEqual((await proxy.control.readExchange(number))?.record, requests[0]);
	assert.deepEqual(requests[0], await proxy.logRecord(number));
	const largest = await proxy.control.topRequests({measure: 'bytes', over: '10m', limit: 1});
	assert.equal(largest.requests[0]!.responseBytes, 900);
	assert.deepEqual((await proxy.control.topRequests({measure: 'tries', over: '1m', limit: 1})).requests, []);
	const replayed = await proxy.control.replay(number);
	assert.equal(replayed.record.replayOf, number);
});

test('the admin API tells the same', async () => {
	const {status, body} = await send(proxy.adminPort, {path: '/top?by=path&measure=bytes&over=10m&limit=1'});
	assert.equal(status, 200);
	assert.deepEqual(topListWire.reader.parse(JSON.parse(body)).entries.map(({name}) => name), ['/often']);
	const refused = await send(proxy.adminPort, {path: '/top?by=weather'});
	assert.deepEqual([refused.status, refused.body.includes('by: give one of client, path')], [400, true]);
});
