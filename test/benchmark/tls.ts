/* What TLS and HTTP/2 cost: in processor time, as a multiple of what the same costs without and at peers, and in memory. */
import process from 'node:process';
import {isInstalled} from './cores.js';
import {h2load} from './h2load.js';
import {measureIdleSessions} from './idle-sessions.js';
import {compare, startEach, stopAll} from './peers.js';
import {inTurns, median, ratio} from './rounds.js';
import type {Subject} from './subject.js';
import {missedBy, printTable} from './table.js';
import {nginxWith, ownWith, tlsPeers, type TlsPeerName} from './tls-peers.js';
import {cpuOf, workloads} from './workloads.js';

const rounds = 5;
const http2Requests = 10_000;
const handshakes = 600;
/** So few that their handshakes are a hundredth of the time. */
const keptConnections = 8;

/** Microseconds of processor time a request. */
type Load = (subject: Subject) => Promise<number>;

const kept = (isTls: boolean): Load => async subject => cpuOf(subject, {...workloads['1 KiB GET'], connections: keptConnections, isTls});

const byH2load = (requests: number, ...options: readonly string[]): Load => async subject => {
	const before = subject.cpuMs();
	await h2load(subject.port, workloads['1 KiB GET'].path, requests, options);
	return ((subject.cpuMs() - before) * 1000) / requests;
};

const http2 = byH2load(http2Requests, '--clients=4', '--max-concurrent-streams=20');

/** With one request each. Wrk would resume sessions. */
const handshake = byH2load(handshakes, '--h1', `--clients=${handshakes}`);

const loads = {
	'HTTP/1.1, plain': ['plain', kept(false)],
	'HTTP/1.1': [ownWith('P-256'), kept(true)],
	'HTTP/1.1, nginx': [nginxWith('P-256'), kept(true)],
	'HTTP/1.1, general lane, plain': ['plain, general lane', kept(false)],
	'HTTP/1.1, general lane': ['general lane', kept(true)],
	'HTTP/2': [ownWith('P-256'), http2],
	'HTTP/2, Caddy': ['Caddy', http2],
	'a handshake each, RSA-2048': [ownWith('RSA-2048'), handshake],
	'a handshake each, RSA-2048, nginx': [nginxWith('RSA-2048'), handshake],
	'a handshake each, P-256': [ownWith('P-256'), handshake],
	'a handshake each, P-256, nginx': [nginxWith('P-256'), handshake],
} as const satisfies Readonly<Record<string, readonly [TlsPeerName, Load]>>;

type LoadName = keyof typeof loads;

/** What a request costs, what its cost is a multiple of, and how many times as much it is meant to be at most. */
const targets: ReadonlyArray<readonly [LoadName, LoadName, number]> = [
	['HTTP/1.1', 'HTTP/1.1, plain', 1.35],
	['HTTP/1.1', 'HTTP/1.1, nginx', 2],
	['HTTP/2', 'HTTP/2, Caddy', 0.8],
	['HTTP/2', 'HTTP/1.1, general lane', 1.3],
	['HTTP/2', 'HTTP/1.1, general lane, plain', 1.3],
	['a handshake each, RSA-2048', 'a handshake each, RSA-2048, nginx', 2.4],
	['a handshake each, P-256', 'a handshake each, P-256, nginx', 3],
];

const print = (results: ReadonlyMap<LoadName, readonly number[]>): void => {
	process.stdout.write(`Processor time of a 1 KiB GET over TLS, user and system, one worker on one core, in ${rounds} rounds:\n`);
	printTable([['', 'µs'], ...Array.from(results, ([name, values]) => [name, median(values).toFixed(1)])]);
	const rows = targets.flatMap(([name, other, target]) => {
		const [values, others] = [results.get(name), results.get(other)];
		if (values === undefined || others === undefined) {
			return [];
		}

		const times = ratio(values, others);
		return [[`${name} ÷ ${other}`, times.toFixed(2), target.toFixed(2), missedBy(times, target)]];
	});
	printTable([['', 'times', 'at most', ''], ...rows]);
};

export const compareTls = async (): Promise<void> => compare(async field => {
	const hasH2load = isInstalled('h2load');
	if (!hasH2load) {
		process.stdout.write('HTTP/2 and handshakes are not measured: h2load is not installed (on Debian: apt-get install nghttp2-client).\n');
	}

	const subjects = await startEach(field, await tlsPeers(field));
	try {
		const tasks = new Map((Object.entries(loads) as Array<[LoadName, readonly [TlsPeerName, Load]]>).flatMap(([name, [peer, load]]) => {
			const subject = subjects.get(peer);
			return subject === undefined || ((!hasH2load && (load === http2 || load === handshake))) ? [] : [[name, async () => load(subject)] as const];
		}));
		print(await inTurns(tasks, rounds, async task => task()));
	} finally {
		await stopAll(subjects.values());
	}

	await measureIdleSessions(field);
});
