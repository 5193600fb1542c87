import assert from 'node:assert/strict';
import test from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import type {Timings} from '../../../source/model/timings.js';
import {send} from '../../helpers/http-client.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';

test('where the time went is shown for each backend and for all: queue, connect, first byte, transfer', {timeout: 30_000}, async t => {
	const backend = await startHttpBackend((_request, response) => {
		setTimeout(() => {
			response.writeHead(200, {'Content-Length': '2'}).write('a');
			setTimeout(() => {
				response.end('b');
			}, 100);
		}, 200);
	});
	t.after(backend.close);
	const proxy = await startProxy({urls: [backend.url], flags: ['--max-backend-connections=1']});
	t.after(proxy.stop);
	// The second waits for the first to end.
	await Promise.all([send(proxy.port), send(proxy.port)]);

	const isTold = (timings: Timings | undefined): boolean => timings !== undefined
		&& timings.queueMs >= 100 && timings.connectMs > 0 && timings.firstByteMs >= 150 && timings.transferMs >= 80;
	let told = false;
	while (!told) {
		// eslint-disable-next-line no-await-in-loop -- The figures are brought up to date each second.
		await delay(50);
		const {recent, backends} = proxy.control.status();
		told = isTold(recent.timings) && isTold(backends[0]!.recent.timings);
	}

	const {points} = await proxy.control.history();
	assert.ok(points.some(({timings}) => timings !== undefined && timings.firstByteMs >= 150));
	const {body} = await send(proxy.adminPort, {path: '/metrics'});
	assert.match(body, /^# TYPE proxy_tui_backend_phase_seconds summary$/mv);
	for (const [phase, count] of [['queue', 2], ['first-byte', 2], ['transfer', 2]] as const) {
		assert.ok(body.includes(`proxy_tui_backend_phase_seconds_count{backend="${backend.url}",phase="${phase}"} ${count}\n`), phase);
	}
});
