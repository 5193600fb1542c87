/*
Shows the terminal on a pretended balancer, so that tests (and people: `npx tsx test/helpers/terminal-child.ts busy`) can look at it.
The first argument names the scenario; the second, if given, a file for what `gaugeStrain` finds.
*/
import process from 'node:process';
import {steadyNow} from '../../source/model/steady-clock.js';
import {startTerminal} from '../../source/tui/terminal.js';
import {FakeControl, fakeBackend} from './fake-control.js';
import {startFakeTraffic} from './fake-traffic.js';
import {gaugeStrain} from './strain-gauge.js';

const scenarios: Readonly<Record<string, () => FakeControl>> = {
	empty: () => new FakeControl({startedAt: Date.now()}),
	three: () => new FakeControl({startedAt: Date.now(), backends: [1, 2, 3].map(number => fakeBackend({id: `b${number}`}))}),
	busy() {
		const control = new FakeControl({startedAt: Date.now()});
		startFakeTraffic(control);
		return control;
	},
	/** SIGUSR2 lets a minute pass without a key, in which a backend is added. */
	absent: () => new FakeControl({startedAt: Date.now(), backends: [fakeBackend({id: 'b1'})]}),
	/** Its status fails for good after the first request to quit. */
	failing: () => new FakeControl({startedAt: Date.now()}),
};

const [scenario = 'three', gaugeFile] = process.argv.slice(2);
const control = scenarios[scenario]!();
if (gaugeFile !== undefined) {
	gaugeStrain(gaugeFile);
}

let passedMs = 0;
if (scenario === 'absent') {
	process.on('SIGUSR2', () => {
		passedMs += 61_000;
		const backend = fakeBackend({id: 'b2'});
		const cause = {actor: {face: 'terminal', name: 'ann'}, commandId: 'c1', at: Date.now() + passedMs} as const;
		control.emit({...cause, type: 'backend-added', backend});
		control.emit({...cause, type: 'command', command: {type: 'add', url: backend.url, weight: 1}});
	});
}

let quits = 0;
const terminal = startTerminal({
	control,
	version: '0.1.0',
	clock: () => steadyNow() + passedMs,
	onQuit() {
		quits++;
		control.changeStatus({phase: 'leaving'});
		if (scenario === 'failing') {
			control.failure = new Error('no status to be had');
		} else if (quits === 2 || control.status().totals.inFlight === 0) {
			void terminal.close();
		}
	},
});

let problem: unknown;
try {
	await terminal.waitUntilExit();
	console.log('left in good order');
} catch (error) {
	problem = error;
	console.log(`failed: ${String(error)}`);
}

// What a terminal that does not read has not taken yet would keep the process alive for ever.
// eslint-disable-next-line unicorn/no-process-exit -- This is a program of its own.
process.exit(problem === undefined ? 0 : 1);
