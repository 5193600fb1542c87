import assert from 'node:assert/strict';
import {execFile, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {refusedPort, startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const hasProgram = (name: string): boolean => spawnSync(name, ['--version']).status === 0;

type Line = {readonly method: string; readonly status: number; readonly backend?: string | null};

const seriesIn = (text: string): ReadonlyMap<string, number> => new Map(text.split('\n')
	.filter(line => line.startsWith('proxy_tui_requests_total'))
	.map(line => /^[^\{]*(?<labels>\{.*\}) (?<value>\S+)$/v.exec(line)!.groups!)
	.map(({labels, value}) => [labels!, Number(value)]));

test('the figures agree with the access log, and tools of the trade understand them', async t => {
	const directory = await temporaryDirectory(t);
	const log = path.join(directory, 'access.log');
	const backend = await startHttpBackend((request, response) => {
		request.resume();
		response.writeHead(Number(/\d{3}/v.exec(request.url ?? '')?.[0] ?? 200)).end('x');
	});
	t.after(backend.close);
	const dead = `http://127.0.0.1:${await refusedPort()}`;
	const {port, adminPort, program} = await startProgram(t, ['--threads=2', '--rate-limit=0', `--access-log=${log}`, '--no-save', backend.url, dead]);

	const asked = Array.from({length: 120}, async (_, index) => send(port, {
		method: ['GET', 'POST', 'PUT', 'PROPFIND', 'OPTIONS'][index % 5]!, path: ['/200', '/404', '/503', '/201', '/599'][index % 7 % 5]!, agent: false,
	}));
	await Promise.all(asked);
	await send(adminPort, {method: 'PATCH', path: '/backends/b1', headers: {'content-type': 'application/json'}}, '{"state": "disabled"}');
	await send(port, {path: '/nobody'});
	// A record is counted as its response is closed, a moment after the client has it.
	let text = '';
	let total = 0;
	while (total < asked.length + 1) {
		// eslint-disable-next-line no-await-in-loop -- Until all are counted.
		text = (await send(adminPort, {path: '/metrics'})).body;
		total = 0;
		for (const count of seriesIn(text).values()) {
			total += count;
		}
	}

	const open = await send(adminPort, {path: '/metrics', headers: {accept: 'application/openmetrics-text; version=1.0.0'}});
	assert.match(open.headers['content-type']!, /^application\/openmetrics-text/v);
	assert.match(open.body, /\n# EOF\n$/v);

	await t.test('promtool finds nothing to complain about', {skip: hasProgram('promtool') ? false : 'promtool is missing'}, async () => {
		const child = execFile('promtool', ['check', 'metrics']);
		let said = '';
		child.stdout!.on('data', chunk => {
			said += String(chunk);
		});
		child.stderr!.on('data', chunk => {
			said += String(chunk);
		});
		child.stdin!.end(text);
		const [code] = await once(child, 'close') as [number];
		assert.deepEqual([said, code], ['', 0]);
	});

	await t.test('a real Prometheus scrapes them', {skip: hasProgram('prometheus') ? false : 'prometheus is missing'}, async t => { // eslint-disable-line @typescript-eslint/no-shadow -- Ends with the inner test.
		const config = path.join(directory, 'prometheus.yml');
		await writeFile(config, `global: {scrape_interval: 1s}\nscrape_configs: [{job_name: proxy, static_configs: [{targets: ["127.0.0.1:${adminPort}"]}]}]\n`);
		const prometheusPort = await refusedPort();
		const child = spawn('prometheus', [`--config.file=${config}`, `--storage.tsdb.path=${path.join(directory, 'data')}`, `--web.listen-address=127.0.0.1:${prometheusPort}`], {stdio: 'ignore'});
		t.after(async () => {
			child.kill('SIGKILL');
			await once(child, 'close');
		});
		let found: unknown;
		while (found === undefined) {
			// eslint-disable-next-line no-await-in-loop -- Until it has scraped.
			const answer = await send(prometheusPort, {path: '/api/v1/query?query=sum(proxy_tui_requests_total)'}).catch(() => undefined);
			const {data} = answer?.status === 200 ? JSON.parse(answer.body) as {data: {result: Array<{value: [number, string]}>}} : {};
			found = data?.result[0]?.value[1];
			// eslint-disable-next-line no-await-in-loop -- Until it has scraped.
			await (found === undefined ? setTimeout(200) : undefined);
		}

		assert.equal(found, String(total));
	});

	// Leaving, it writes all lines that wait.
	program.kill('SIGTERM');
	await program.exited;
	const expected = new Map<string, number>();
	for (const line of (await readFile(log, 'utf8')).trim().split('\n')) {
		const {method, status, backend: url} = JSON.parse(line) as Line;
		const labels = `{backend="${url ?? ''}",method="${['GET', 'POST', 'PUT', 'OPTIONS'].includes(method) ? method : 'other'}",code="${status}"}`;
		expected.set(labels, (expected.get(labels) ?? 0) + 1);
	}

	const sorted = (series: ReadonlyMap<string, number>): unknown => Object.fromEntries([...series].toSorted(([a], [b]) => a < b ? -1 : 1));
	assert.deepEqual(sorted(seriesIn(text)), sorted(expected));
	assert.ok(expected.size > 10);
	assert.match(text, /^proxy_tui_request_duration_seconds_count\{backend=""\} 1$/mv);
});

test('totals stay when backends are removed and return, and agree with the status', async t => {
	const backends = await Promise.all(Array.from({length: 3}, async () => startHttpBackend((request, response) => {
		request.resume();
		response.writeHead(request.url === '/failing' ? 500 : 200).end();
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const {port, adminPort} = await startProgram(t, ['--threads=2', '--rate-limit=0', '--access-log=off', '--no-save', ...backends.map(({url}) => url)]);
	const sums = async (): Promise<Readonly<Record<string, number>>> => {
		const {body} = await send(adminPort, {path: '/metrics'});
		const found: Record<string, number> = {};
		for (const {groups} of body.matchAll(/^(?<name>proxy_tui_\w+_(?:total|count|sum))(?:\{.*\})? (?<value>\S+)$/gmv)) {
			const {name, value} = groups!;
			found[name!] = (found[name!] ?? 0) + Number(value);
		}

		return found;
	};

	const ask = async (requests: number): Promise<void> => {
		const before = await sums();
		for (let count = 0; count < requests; count++) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await send(port, {path: count % 3 === 0 ? '/failing' : '/'});
		}

		// A request is counted as its response is closed, a moment after the client has it.
		let now = before;
		while (now['proxy_tui_requests_total']! < (before['proxy_tui_requests_total'] ?? 0) + requests) {
			// eslint-disable-next-line no-await-in-loop -- Until all are counted.
			now = await sums();
		}
	};

	const json = {'content-type': 'application/json'};
	let before: Readonly<Record<string, number>> = {};
	const check = async (what: string): Promise<void> => {
		const now = await sums();
		for (const [name, value] of Object.entries(before)) {
			assert.ok(now[name]! >= value - 1e-9, `${name} fell from ${value} to ${now[name]} ${what}`);
		}

		before = now;
	};

	await ask(30);
	await check('at first');
	assert.ok(before['proxy_tui_backend_failures_total']! >= 10 && before['proxy_tui_health_checks_total']! >= 1);
	for (const id of ['b1', 'b2']) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await send(adminPort, {method: 'DELETE', path: `/backends/${id}`});
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await check(`when ${id} was removed`);
	}

	// The slot of one that was removed is given to the next only when its counts have been put aside.
	const ids = new Set<unknown>();
	for (let round = 0; round < 3; round++) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		await setTimeout(1100);
		await check('some time later');
		const added = await send(adminPort, {method: 'POST', path: '/backends', headers: json}, JSON.stringify({url: backends[0]!.url}));
		const {id} = JSON.parse(added.body) as {id: string};
		ids.add(id);
		await ask(6);
		await check('when one returned');
		await send(adminPort, {method: 'DELETE', path: `/backends/${id}`});
		await check('when it was removed again');
		/* eslint-enable no-await-in-loop */
	}

	assert.equal(ids.size, 3);
	const {totals} = JSON.parse((await send(adminPort, {path: '/status'})).body) as {totals: {requests: number}};
	assert.equal(before['proxy_tui_requests_total'], totals.requests);
	assert.equal(totals.requests, 48);
});
