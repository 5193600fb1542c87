/* What the screen costs: at rest, and the traffic that runs beside it. The terminal that shows it is a process of its own. */
import os from 'node:os';
import process from 'node:process';
import {setTimeout as pass} from 'node:timers/promises';
import {measureFirstFrame} from './first-frame.js';
import {load} from './load.js';
import {steadyLoad} from './steady-load.js';
import {Subject} from './subject.js';
import {missedBy} from './table.js';
import {TerminalSubject} from './terminal-subject.js';

const backendCount = 20;
/** Half a minute after its start V8 still collects what starting took. */
const settlingMs = 40_000;
const restMs = 20_000;
const rounds = 40;
const requestsARound = 5000;
const connections = 16;
/** Percent of a processor. */
const mostAtRest = 1;
const mostBesideTraffic = 6;
const mostMsAFrame = 12;
/** What the screen is meant to cost nothing at. */
const aimedPerSecond = 10_000;

type Round = {
	readonly perSecond: number;
	readonly p99Ms: number;
	/** Processor time of the worker thread for a request, in microseconds: what bounds it where each thread has a processor of its own. */
	readonly workerMicroseconds: number;
};

const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.trunc(values.length * share)]!;

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median, and between which values half of all are. */
const spread = (values: readonly number[], unit: string): string => {
	const [low, middle, high] = [0.25, 0.5, 0.75].map(share => quantile(values, share).toFixed(1));
	return `${middle}${unit} (half of the pairs: ${low} to ${high})`;
};

const print = (text: string): void => {
	process.stdout.write(`  ${text}\n`);
};

const round = async (subject: Pick<Subject, 'port' | 'workerTimesMs'>): Promise<Round> => {
	const before = subject.workerTimesMs().used;
	const startedAt = performance.now();
	const latencies = await load(subject.port, requestsARound, connections);
	const perSecond = (requestsARound * 1000) / (performance.now() - startedAt);
	const workerMicroseconds = ((subject.workerTimesMs().used - before) * 1000) / requestsARound;
	return {perSecond, workerMicroseconds, p99Ms: latencies.toSorted((a, b) => a - b)[Math.trunc(latencies.length * 0.99)]!};
};

const percentOf = (cpuMs: number, wallMs: number): string => `${((cpuMs / wallMs) * 100).toFixed(2)} % of a processor`;

const steadyRate = 250;
const steadyMs = 30_000;

const measureSteady = async (screen: TerminalSubject): Promise<void> => {
	const before = {cpuMs: screen.mainThreadCpuMs(), ...await screen.drawn()};
	const startedAt = performance.now();
	await steadyLoad([screen.port], steadyRate, steadyMs);
	const seconds = (performance.now() - startedAt) / 1000;
	const {frames, bytes} = await screen.drawn();
	const drawn = frames - before.frames;
	const cpuMs = screen.mainThreadCpuMs() - before.cpuMs;
	print(`at ${steadyRate} requests a second: ${(drawn / seconds).toFixed(1)} frames and ${((bytes - before.bytes) / seconds / 1000).toFixed(1)} kB a second, ${percentOf(cpuMs, seconds * 1000)} for the main thread, ${(cpuMs / drawn).toFixed(1)} ms a frame with all that is read for it`);
};

const measureRest = async (screen: TerminalSubject, headless: Subject): Promise<void> => {
	await pass(settlingMs);
	const before = [screen.cpuMs(), headless.cpuMs()] as const;
	await pass(restMs);
	const cpuMs = screen.cpuMs() - before[0];
	print(`at rest: ${percentOf(cpuMs, restMs)} with the screen, at most ${mostAtRest} %: ${missedBy((cpuMs / restMs) * 100, mostAtRest)}; ${percentOf(headless.cpuMs() - before[1], restMs)} headless`);
};

const printRounds = (name: string, all: readonly Round[]): void => {
	print(`${name.padEnd(16)} ${median(all.map(({perSecond}) => perSecond)).toFixed(0)} requests a second, p99 ${median(all.map(({p99Ms}) => p99Ms)).toFixed(1)} ms`);
};

const measureTraffic = async (screen: TerminalSubject, headless: Subject): Promise<void> => {
	const withScreen: Round[] = [];
	const without: Round[] = [];
	let mainMs = 0;
	let wallMs = 0;
	let frames = 0;
	// The first round warms the compiler up.
	await round(screen);
	await round(headless);
	const measureWithScreen = async (): Promise<void> => {
		const before = [screen.mainThreadCpuMs(), (await screen.drawn()).frames] as const;
		const startedAt = performance.now();
		withScreen.push(await round(screen));
		wallMs += performance.now() - startedAt;
		mainMs += screen.mainThreadCpuMs() - before[0];
		frames += (await screen.drawn()).frames - before[1];
	};

	const measureHeadless = async (): Promise<void> => {
		without.push(await round(headless));
	};

	for (let count = 0; count < rounds; count++) {
		// Each goes first as often as the other.
		const pair = count % 2 === 0 ? [measureWithScreen, measureHeadless] : [measureHeadless, measureWithScreen];
		for (const measure of pair) {
			await measure();
		}
	}

	printRounds('with the screen', withScreen);
	printRounds('headless', without);
	// Of two rounds that follow each other, since whatever else the machine does meets both alike.
	const lost = withScreen.map(({perSecond}, index) => (1 - (perSecond / without[index]!.perSecond)) * 100);
	const later = withScreen.map(({p99Ms}, index) => p99Ms - without[index]!.p99Ms);
	print(`the screen costs, in ${rounds} pairs of rounds: throughput ${spread(lost, ' %')}, p99 ${spread(later, ' ms')}`);
	const worker = withScreen.map(({workerMicroseconds}, index) => ((workerMicroseconds / without[index]!.workerMicroseconds) - 1) * 100);
	print(`the worker thread alone, which is all that carries traffic where it has a processor of its own: ${spread(worker, ' % more processor time a request')}`);
	print(`a frame under that traffic, reading of counters and log included: ${(mainMs / frames).toFixed(1)} ms CPU of the main thread, at most ${mostMsAFrame}: ${missedBy(mainMs / frames, mostMsAFrame)}`);
	print(`the main thread under that traffic: ${percentOf(mainMs, wallMs)}, at most ${mostBesideTraffic} %: ${missedBy((mainMs / wallMs) * 100, mostBesideTraffic)}`);
	const carried = median(without.map(({perSecond}) => perSecond));
	if (carried < aimedPerSecond) {
		print(`${os.availableParallelism()} processors carry no ${aimedPerSecond.toLocaleString('en')} requests a second with clients, proxy and backend on them: this is what they carry`);
	}
};

/** Processor time without traffic; throughput and p99 with the screen and without. */
export const measureScreen = async (): Promise<void> => {
	const backend = await Subject.start(['--import=tsx', 'test/benchmark/backend.ts']);
	const arguments_ = [
		'distribution/cli.js',
		'--port=0',
		'--admin-port=0',
		'--host=127.0.0.1',
		'--threads=1',
		'--rate-limit=0',
		'--no-save',
		...Array.from({length: backendCount}, (_, index) => `http://127.0.1.${index + 1}:${backend.port}`),
	];
	await measureFirstFrame(arguments_);
	const [screen, headless] = await Promise.all([
		TerminalSubject.start(arguments_),
		Subject.start([...arguments_, '--headless', '--access-log=off']),
	]);
	try {
		await measureRest(screen, headless);
		await measureSteady(screen);
		await measureTraffic(screen, headless);
	} finally {
		await Promise.all([screen.stop(), headless.stop(), backend.stop()]);
	}
};
