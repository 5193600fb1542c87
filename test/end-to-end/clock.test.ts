import assert from 'node:assert/strict';
import test from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {send} from '../helpers/http-client.js';
import {movableClock} from '../helpers/movable-clock.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

type StatusJson = {
	readonly now: string;
	readonly uptime_ms: number;
	readonly started_at: string;
	readonly requests_per_second: number;
	readonly recent: {readonly requests_per_second: number};
	readonly backends: ReadonlyArray<{readonly requests_per_second: number; readonly health_since: string; readonly last_check: {readonly at: string}}>;
};

const hour = 3_600_000;

for (const jumpMs of [-hour, hour]) {
	test(`a system clock that is set by ${jumpMs} ms changes no figure`, async t => {
		const backend = await startHttpBackend((request, response) => {
			request.resume();
			response.end('x');
		});
		t.after(backend.close);
		const directory = await temporaryDirectory(t);
		const clock = await movableClock(directory);
		const {port, adminPort} = await startProgram(t, ['--threads=1', '--rate-limit=0', '--access-log=off', '--no-save', '--health-interval=1s', '--policy=p2c', backend.url], directory, clock.nodeArguments);
		const read = async <Json>(path: string): Promise<Json> => JSON.parse((await send(adminPort, {path})).body) as Json;

		let most = 0;
		const look = async (): Promise<StatusJson> => {
			const status = await read<StatusJson>('/status');
			most = Math.max(most, status.recent.requests_per_second, ...status.backends.map(each => each.requests_per_second));
			return status;
		};

		/** Until the proxy has worked out its rates so many times more. */
		const rounds = async (count: number): Promise<void> => {
			for (let round = 0; round < count; round++) {
				/* eslint-disable no-await-in-loop -- One after the other. */
				for (let request = 0; request < 5; request++) {
					await send(port);
				}

				await setTimeout(500);
				await look();
				/* eslint-enable no-await-in-loop */
			}
		};

		await rounds(3);
		const before = await look();
		await clock.set(jumpMs);
		await rounds(6);
		const after = await look();

		assert.ok(most > 0 && most < 60, `${most} requests a second`);
		assert.equal(after.started_at, before.started_at);
		const elapsed = after.uptime_ms - before.uptime_ms;
		assert.ok(elapsed > 0 && elapsed < 120_000, `it ran ${elapsed} ms`);
		assert.ok(Math.abs(Date.parse(after.now) - Date.now() - jumpMs) < 60_000, 'what is printed follows the clock');
		const age = Date.parse(after.now) - Date.parse(after.backends[0]!.last_check.at);
		assert.ok(age >= -1000 && age < 60_000, `the last check was ${age} ms ago`);
		const known = Date.parse(after.now) - Date.parse(after.backends[0]!.health_since);
		assert.ok(known >= elapsed - 5000 && known < 120_000, `it is up for ${known} ms`);

		const {points} = await read<{readonly points: ReadonlyArray<{readonly at: string; readonly requests: number}>}>('/history');
		const ends = points.map(({at}) => Date.parse(at));
		for (const [index, end] of ends.slice(1).entries()) {
			assert.ok(end > ends[index]! && end - ends[index]! < 60_000, `${end} follows ${ends[index]!}`);
		}
	});
}
