import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import net, {type AddressInfo} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {besideSubject, isInstalled, lackingTools, subjectCore} from './cores.js';
import {nginxBackend, nginxProxy} from './nginx.js';
import {startBareHttpProxy, startProxyTui, Subject} from './subject.js';
import {writeFiles} from './workloads.js';

/** Where peers are compared: a directory for their files, and the backend of all. */
export type Field = {
	readonly directory: string;
	readonly backend: Subject;
};

export type Peer = {
	/** The program that it needs, if this project does not bring it. */
	readonly program?: string;
	readonly debianPackage?: string;
	readonly start: (field: Field) => Promise<Subject>;
};

export const freePort = async (): Promise<number> => {
	const server = net.createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
};

const haproxyConfig = (port: number, backendPort: number): string => `global
	nbthread 1
	maxconn 4096
defaults
	mode http
	timeout connect 5s
	timeout client 60s
	timeout server 60s
	option forwardfor
	http-reuse always
listen proxy
	bind 127.0.0.1:${port} backlog 4096
	server backend 127.0.0.1:${backendPort}
`;

export const peers = {
	'proxy-tui': {start: async ({backend}) => startProxyTui([backend], {core: subjectCore}, '--access-log=off')},
	nginx: {
		program: 'nginx',
		debianPackage: 'nginx',
		async start({directory, backend}) {
			const port = await freePort();
			return Subject.startOn(port, await nginxProxy(directory, port, backend.port), subjectCore);
		},
	},
	haproxy: {
		program: 'haproxy',
		debianPackage: 'haproxy',
		async start({directory, backend}) {
			const port = await freePort();
			const file = path.join(directory, 'haproxy.cfg');
			await writeFile(file, haproxyConfig(port, backend.port));
			return Subject.startOn(port, ['haproxy', '-db', '-f', file], subjectCore);
		},
	},
	'Go\'s ReverseProxy': {
		program: 'go',
		debianPackage: 'golang',
		async start({directory, backend}) {
			const port = await freePort();
			const binary = path.join(directory, 'reverse-proxy');
			execFileSync('go', ['build', '-o', binary, 'test/benchmark/reverse-proxy.go']);
			return Subject.startOn(port, [binary, `127.0.0.1:${port}`, `http://127.0.0.1:${backend.port}`], subjectCore);
		},
	},
	'bare http-proxy': {start: async ({backend}) => startBareHttpProxy([backend], subjectCore)},
	'--fast-lane off': {start: async ({backend}) => startProxyTui([backend], {core: subjectCore}, '--access-log=off', '--fast-lane=off')},
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;

/** Starts those that this machine has, and says which it lacks. */
export const startEach = async <Name extends string>(field: Field, chosen: ReadonlyArray<readonly [Name, Peer]>): Promise<ReadonlyMap<Name, Subject>> => {
	const started = new Map<Name, Subject>();
	for (const [name, {program, debianPackage, start}] of chosen) {
		if (program === undefined || isInstalled(program)) {
			started.set(name, await start(field));
		} else {
			process.stdout.write(`Not compared with ${name}: ${program} is not installed (on Debian: apt-get install ${debianPackage}).\n`);
		}
	}

	return started;
};

export const startPeers = async (field: Field, names: readonly PeerName[]): Promise<ReadonlyMap<PeerName, Subject>> =>
	startEach(field, names.map(name => [name, peers[name]] as const));

/** Runs a measurement with a backend, or says what this machine lacks for it. */
export const withBackend = async (task: (field: Field) => Promise<void>): Promise<void> => {
	const lacking = lackingTools();
	if (lacking !== undefined) {
		process.stdout.write(`Not measured: this machine lacks ${lacking}.\n`);
		return;
	}

	const directory = await mkdtemp(path.join(os.tmpdir(), 'proxy-tui-'));
	try {
		// A server that is started by root gives up its rights.
		await chmod(directory, 0o755);
		const files = path.join(directory, 'files');
		await writeFiles(files);
		const port = await freePort();
		const backend = await Subject.startOn(port, await nginxBackend(directory, port, files));
		try {
			await task({directory, backend});
		} finally {
			await backend.stop();
		}
	} finally {
		await rm(directory, {recursive: true});
	}
};

/** The same, beside the subjects' processor. */
export const compare = async (task: (field: Field) => Promise<void>): Promise<void> => besideSubject(async () => withBackend(task));

export const stopAll = async (subjects: Iterable<Subject>): Promise<void> => {
	await Promise.all(Array.from(subjects, async subject => subject.stop()));
};
