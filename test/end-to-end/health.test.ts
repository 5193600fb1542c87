import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import {BackendProcess} from '../helpers/backend-process.js';
import {send} from '../helpers/http-client.js';
import {type Program, startProgram} from '../helpers/program.js';

const interval = 1000;

type Traffic = {
	/** Answers by status; 0 for a broken one. */
	readonly statuses: Map<number, number>;
	stop(): Promise<void>;
};

/** A request every few milliseconds. */
const startTraffic = (port: number): Traffic => {
	const statuses = new Map<number, number>();
	const ask = async (): Promise<void> => {
		const status = await send(port).then(answer => answer.status).catch(() => 0);
		statuses.set(status, (statuses.get(status) ?? 0) + 1);
	};

	const pending: Array<Promise<void>> = [];
	const timer = setInterval(() => {
		pending.push(ask());
	}, 10);
	return {
		statuses,
		async stop() {
			clearInterval(timer);
			await Promise.all(pending);
		},
	};
};

const transition = async (program: Program, url: string, to: string, since: number) => program.line(({message, backend, to: reached, time}) =>
	message === 'health-changed' && backend === url && reached === to && Date.parse(String(time)) >= since);

const setUp = async (t: TestContext, flags: readonly string[] = []) => {
	const backends = await Promise.all(Array.from({length: 3}, async () => BackendProcess.start(t)));
	const [failing] = backends;
	const {program, port, adminPort} = await startProgram(t, ['--threads=2', '--rate-limit=0', '--health-path=/health', `--health-interval=${interval}ms`, '--health-timeout=500ms', '--response-timeout=1s', ...flags, ...backends.map(({url}) => url)]);
	await Promise.all(backends.map(async ({url}) => transition(program, url, 'healthy', 0)));
	const traffic = startTraffic(port);
	return {
		failing: failing!, program, port, adminPort, traffic,
	};
};

type Scenario = {
	readonly name: string;
	readonly fail: (backend: BackendProcess) => Promise<void> | void;
	readonly recover: (backend: BackendProcess) => Promise<void> | void;
	/** How long a failure may go unseen, in milliseconds. */
	readonly downWithin: number;
	readonly upWithin: number;
	/** Statuses that clients may see meanwhile besides 200. */
	readonly costs: readonly number[];
};

/** For a machine that is busy with something else. */
const margin = 5000;
const become = (mode: Parameters<BackendProcess['become']>[0]) => async (backend: BackendProcess) => backend.become(mode);
const well = become('well');

const scenarios: readonly Scenario[] = [
	{
		name: 'refuses', fail: become('refuse'), recover: well, downWithin: 200, upWithin: interval * 1.1, costs: [],
	},
	{
		name: 'hangs',
		fail(backend) {
			backend.hang();
		},
		recover(backend) {
			backend.goOn();
		},
		downWithin: (interval * 1.1) + 500, upWithin: (interval * 1.1) + 500, costs: [504],
	},
	{
		name: 'answers 500', fail: become('500'), recover: well, downWithin: interval * 1.1, upWithin: interval * 1.1, costs: [500],
	},
	{
		name: 'answers slowly', fail: become('slow'), recover: well, downWithin: (interval * 1.1) + 500, upWithin: (interval * 1.1) + 500, costs: [504],
	},
];

const goesThrough = (running: Awaited<ReturnType<typeof setUp>>, scenario: Scenario) => async (t: TestContext): Promise<void> => {
	const {failing, program, port} = running;
	const {name, fail, recover, downWithin, upWithin, costs} = scenario;
	const traffic = startTraffic(port);
	await fail(failing);
	const failedAt = Date.now();
	const down = Date.parse(String((await transition(program, failing.url, 'unhealthy', failedAt - 50))['time']));
	await recover(failing);
	const recoveredAt = Date.now();
	const up = Date.parse(String((await transition(program, failing.url, 'healthy', Math.max(recoveredAt - 50, down)))['time']));
	await program.line(({message, backend, time, status}) => message === 'request' && backend === failing.url && status === 200 && Date.parse(String(time)) >= up);
	await traffic.stop();
	t.diagnostic(`${name}: no traffic ${down - failedAt} ms after the failure, traffic again ${up - recoveredAt} ms after the recovery; answers ${JSON.stringify(Object.fromEntries(traffic.statuses))}`);
	assert.ok(down - failedAt <= downWithin + margin, `down after ${down - failedAt} ms`);
	assert.ok(up - recoveredAt <= upWithin + margin, `up after ${up - recoveredAt} ms`);
	assert.deepEqual(Array.from(traffic.statuses, ([status]) => status).filter(status => status !== 200 && !costs.includes(status)), []);
};

test('a backend that fails gets no traffic soon after, and some again soon after it has recovered', async t => {
	const running = await setUp(t);
	await running.traffic.stop();
	for (const scenario of scenarios) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await t.test(`it ${scenario.name}`, goesThrough(running, scenario));
	}
});

test('a backend that flaps costs no answer, and serves again when it has settled', async t => {
	const {failing, program, traffic} = await setUp(t, ['--health-fall=3', '--health-rise=2']);
	program.lines.length = 0;
	const flaps = 6;
	for (let flap = 0; flap < flaps; flap += 1) {
		/* eslint-disable no-await-in-loop -- one after the other */
		await failing.become('refuse');
		await delay(50);
		await failing.become('well');
		await delay(250);
		/* eslint-enable no-await-in-loop */
	}

	const settledAt = Date.now();
	const up = Date.parse(String((await transition(program, failing.url, 'healthy', 0))['time']));
	await traffic.stop();
	const changes = program.lines.filter(({message}) => message === 'health-changed');
	t.diagnostic(`${flaps} short outages: ${changes.length} transitions, up ${up - settledAt} ms after the last; answers ${JSON.stringify(Object.fromEntries(traffic.statuses))}`);
	assert.deepEqual(Array.from(traffic.statuses, ([status]) => status), [200]);
	assert.ok(changes.length <= 4, 'two passed checks in a row are not had between two outages');
	assert.ok(up - settledAt <= (interval * 2.2) + margin);
});

test('a backend whose checks pass but whose traffic fails is ejected, at most half of the pool with it, and returns', async t => {
	const {failing, program, adminPort, traffic} = await setUp(t, ['--eject-consecutive=5', '--eject-time=1s']);
	await failing.become('poor');
	const failedAt = Date.now();
	const ejected = await program.line(({message}) => message === 'backend-ejected');
	assert.equal(ejected['backend'], failing.url);
	const {body} = await send(adminPort, {path: '/backends/b1'});
	const {ejected_until: until, ejection_reason: reason} = JSON.parse(body) as {ejected_until: unknown; ejection_reason: unknown};
	assert.notEqual(until, null);
	assert.equal(typeof reason, 'string');
	await failing.become('well');
	const returned = await program.line(({message, backend}) => message === 'backend-returned' && backend === failing.url);
	await program.line(({message, backend, time}) => message === 'request' && backend === failing.url && Date.parse(String(time)) >= Date.parse(String(returned['time'])));
	await traffic.stop();
	t.diagnostic(`ejected ${Date.parse(String(ejected['time'])) - failedAt} ms after the failure, back ${Date.parse(String(returned['time'])) - Date.parse(String(ejected['time']))} ms later; answers ${JSON.stringify(Object.fromEntries(traffic.statuses))}`);
	assert.ok((traffic.statuses.get(500) ?? 0) < 100);
});
