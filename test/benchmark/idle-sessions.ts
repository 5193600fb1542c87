import type {ClientHttp2Session} from 'node:http2';
import process from 'node:process';
import {connectionsWithin, openFileLimit} from '../../source/config/open-files.js';
import {askHttp2, connectHttp2} from '../helpers/http2-client.js';
import {subjectCore} from './cores.js';
import type {Field} from './peers.js';
import {writePemFiles} from './pem-files.js';
import {startProxyTui} from './subject.js';
import {missedBy} from './table.js';

const sessions = 10_000;
const targetMb = 400;
const atOnce = 50;

/** Resident memory with 10,000 connections of HTTP/2 that have each carried a request and wait for another, or with as many as may be open here. */
export const measureIdleSessions = async (field: Field): Promise<void> => {
	const {maxConnections: count} = connectionsWithin(openFileLimit(), {maxConnections: sessions, threads: 1});
	const {cert, key} = await writePemFiles(field.directory, 'P-256');
	const subject = await startProxyTui(
		[field.backend], {core: subjectCore, port: 'off'}, '--access-log=off', '--tls-port=0', `--tls-cert=${cert}`, `--tls-key=${key}`, '--keep-alive-timeout=1h', `--max-connections=${count}`,
	);
	const open: ClientHttp2Session[] = [];
	try {
		const before = subject.memoryMb();
		while (open.length < count) {
			open.push(...await Promise.all(Array.from({length: Math.min(atOnce, count - open.length)}, async () => {
				const session = await connectHttp2(subject.port);
				const {status} = await askHttp2(session, {':path': '/1k'});
				if (status !== 200) {
					throw new Error(`status ${status} on connection ${open.length}`);
				}

				return session;
			})));
		}

		const after = subject.memoryMb();
		const lost = open.filter(session => session.closed || session.destroyed).length;
		const scaled = before + ((after - before) * sessions / count);
		process.stdout.write(`${count} idle connections of HTTP/2, ${lost} of them lost: ${after.toFixed(0)} MB resident, ${before.toFixed(0)} MB before\n`);
		if (count < sessions) {
			process.stdout.write(`More files may not be open here; ${sessions} such connections would make it ${scaled.toFixed(0)} MB\n`);
		}

		process.stdout.write(`  at most ${targetMb} MB with ${sessions}: ${missedBy(scaled, targetMb)}\n`);
	} finally {
		for (const session of open) {
			session.destroy();
		}

		await subject.stop();
	}
};
