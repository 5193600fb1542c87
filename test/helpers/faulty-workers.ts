import {writeFile} from 'node:fs/promises';
import path from 'node:path';

const module = `
import {spawnSync} from 'node:child_process';
import {writeSync} from 'node:fs';
import http from 'node:http';
import {Socket} from 'node:net';
import {isMainThread} from 'node:worker_threads';

const kept = [];
const grow = (count, length) => {
	for (let index = 0; index < count; index++) {
		kept.push({numbers: new Array(length).fill(0.5)});
	}
};

const faults = {
	'/spin': () => { for (;;); },
	'/backtrack': () => /^(a+)+$/.test('a'.repeat(100) + '!'),
	'/microtasks': () => { const next = () => Promise.resolve().then(next); next(); },
	'/ticks': () => { const next = () => process.nextTick(next); next(); },
	'/leak': () => setInterval(() => grow(20_000, 50), 1),
	'/call': () => spawnSync('sleep', ['30']),
	'/throw': () => { throw new Error('a fault'); },
	'/pause': () => { writeSync(2, 'paused '); const until = Date.now() + 2500; while (Date.now() < until); },
};

const {emit} = http.Server.prototype;
http.Server.prototype.emit = function (event, request, ...rest) {
	if (!isMainThread && event === 'request') {
		faults[request.url]?.();
	}

	return emit.call(this, event, request, ...rest);
};

const {write} = Socket.prototype;
Socket.prototype.write = function (bytes, ...rest) {
	if (!isMainThread && String(bytes).includes('unwritable')) {
		throw new Error('a fault');
	}

	return write.call(this, bytes, ...rest);
};
`;

/**
Arguments for Node with which the program's workers do what they should never do when a path asks for it, and fail to write what
says `unwritable`.

@param directory - For a module.
*/
export const faultyWorkers = async (directory: string): Promise<readonly string[]> => {
	const preload = path.join(directory, 'faulty-workers.mjs');
	await writeFile(preload, module);
	return ['--import', preload];
};
