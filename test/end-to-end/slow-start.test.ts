import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'node:test';
import {answerEach} from '../helpers/backend-scripts.js';
import {sendMany} from '../helpers/http-client.js';
import {startProxy} from '../helpers/running-proxy.js';

const well = answerEach('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');

test('a backend that comes back gets its share little by little', async t => {
	const slowStart = 2000;
	const proxy = await startProxy({scripts: [well, well], flags: ['--policy=weighted', `--slow-start=${slowStart}ms`]});
	t.after(proxy.stop);
	const shareOf = async (count: number): Promise<number> => {
		const before = proxy.control.status().backends.map(({requests}) => requests);
		await sendMany(proxy.port, count, 4);
		const [got = 0] = proxy.control.status().backends.map(({requests}, index) => requests - before[index]!);
		return got / count;
	};

	assert.equal(await shareOf(100), 0.5, 'those of the start have their full share at once');
	await proxy.control.updateBackend('b1', {state: 'disabled'});
	await proxy.control.updateBackend('b1', {state: 'active'});
	const startedAt = performance.now();
	const shares: number[] = [];
	while (performance.now() - startedAt < slowStart) {
		/* eslint-disable no-await-in-loop -- one look after the other */
		shares.push(await shareOf(60));
		await delay(300);
		/* eslint-enable no-await-in-loop */
	}

	await delay(slowStart / 10);
	const last = await shareOf(100);
	t.diagnostic(`shares on the way: ${shares.map(share => share.toFixed(2)).join(', ')}; then ${last}`);
	assert.ok(shares[0]! < 0.2, `${shares[0]} at the beginning`);
	assert.ok(shares.at(-1)! > shares[0]!, 'it grows');
	assert.equal(last, 0.5);
	assert.equal(proxy.control.status().backends[0]!.share, undefined);
});

test('ejected backends serve when no other is left, and the status says so', async t => {
	const broken = answerEach('HTTP/1.1 500 Broken\r\ncontent-length: 2\r\n\r\nno');
	const proxy = await startProxy({scripts: [broken, well], flags: ['--eject-consecutive=3']});
	t.after(proxy.stop);
	const ejected = new Promise<void>(resolve => {
		proxy.control.subscribe(({type}) => {
			if (type === 'backend-ejected') {
				resolve();
			}
		});
	});
	await sendMany(proxy.port, 10, 1);
	await ejected;
	assert.deepEqual([...await sendMany(proxy.port, 20, 1)], [[200, 20]]);
	assert.equal(proxy.control.status().isPanic, undefined);
	await proxy.control.updateBackend('b2', {state: 'disabled'});
	assert.equal(proxy.control.status().isPanic, true);
	assert.deepEqual([...await sendMany(proxy.port, 5, 1)], [[500, 5]]);
});

test('below the panic threshold all active backends serve, those that are down too', async t => {
	const proxy = await startProxy({scripts: [well, well, well], flags: ['--panic-threshold=50', '--health-interval=100ms', '--health-path=/health']});
	t.after(proxy.stop);
	const panic = new Promise<void>(resolve => {
		proxy.control.subscribe(event => {
			if (event.type === 'panic-changed' && event.isPanic) {
				resolve();
			}
		});
	});
	for (const backend of proxy.backends.slice(0, 2)) {
		backend.setScript(connection => {
			connection.socket.on('data', () => {
				connection.socket.write(connection.received.startsWith('GET /health') ? 'HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n' : 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
			});
		});
	}

	await panic;
	const before = proxy.control.status().backends.map(({requests}) => requests);
	assert.deepEqual([...await sendMany(proxy.port, 30, 1)], [[200, 30]]);
	assert.deepEqual(proxy.control.status().backends.map(({requests}, index) => requests - before[index]!), [10, 10, 10]);
});
