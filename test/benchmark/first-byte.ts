import net from 'node:net';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {freePort, withBackend} from './peers.js';
import {median} from './rounds.js';
import {proxyTuiArguments, Subject} from './subject.js';
import {missedBy} from './table.js';

const rounds = 9;
const targetMs = 250;
const pollMs = 2;

const isAnswered = async (port: number): Promise<boolean> => new Promise(resolve => {
	const socket = net.connect({port, host: '127.0.0.1'});
	socket.on('error', () => {
		resolve(false);
	});
	socket.once('data', bytes => {
		socket.destroy();
		resolve(bytes.toString('latin1').startsWith('HTTP/1.1 200'));
	});
	socket.write('GET /1k HTTP/1.1\r\nHost: localhost\r\n\r\n');
});

/** How long after its start the first byte of a backend's answer arrives. */
export const measureFirstByte = async (): Promise<void> => withBackend(async ({backend}) => {
	const values: number[] = [];
	// The first start fills the compile cache.
	for (let round = -1; round < rounds; round++) {
		const port = await freePort();
		const startedAt = performance.now();
		const starting = Subject.start(proxyTuiArguments([backend], {port}, '--access-log=off'));
		while (!await isAnswered(port)) {
			await delay(pollMs);
		}

		const milliseconds = performance.now() - startedAt;
		if (round >= 0) {
			values.push(milliseconds);
		}

		await (await starting).stop();
	}

	const value = median(values);
	process.stdout.write(`  first byte ${value.toFixed(0)} ms after the start, in ${rounds} starts; at most ${targetMs}: ${missedBy(value, targetMs)}\n`);
});
