#!/bin/sh
# Node.js: process.exit() and worker.terminate() wait for work that libuv's thread pool has begun.
#
# Version: node 24.21.0 (npm), Linux. Date: 2026-11-29.
# One would think that process.exit() ends the process at once, as its manual says "even if there are still asynchronous operations
# pending". No callback runs any more, but the threads of the pool are joined: a hash, a look-up or a write that takes three seconds
# makes the exit take three seconds, after all 'exit' listeners have run. A worker that is terminated waits for its own in the same way.
# Output seen:
#   process.exit() waits for the pool: true
#   worker.terminate() waits for the pool: true
#   callbacks that ran: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

cat >main.mjs <<'EOF'
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {pbkdf2, pbkdf2Sync} from 'node:crypto';
import {once} from 'node:events';
import process from 'node:process';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';

const work = (iterations, done) => pbkdf2('password', 'salt', iterations, 64, 'sha512', done);

if (!isMainThread) {
	work(workerData, () => parentPort.postMessage('callback'));
	parentPort.postMessage('begun');
} else if (process.argv[2]) {
	work(Number(process.argv[2]), () => console.log('callback'));
	setTimeout(() => {
		process.on('exit', () => process.stdout.write(`${Date.now()}`));
		process.exit();
	}, 100);
} else {
	assert.equal(process.version, 'v24.21.0');
	const sample = 200_000;
	const before = performance.now();
	pbkdf2Sync('password', 'salt', sample, 64, 'sha512');
	const iterations = Math.ceil(sample * 3000 / (performance.now() - before));
	const patienceMs = 750;

	const {stdout} = spawnSync(process.execPath, ['main.mjs', String(iterations)], {encoding: 'utf8'});
	const processMs = Date.now() - Number(stdout);

	const worker = new Worker('./main.mjs', {workerData: iterations});
	let callbacks = stdout.includes('callback') ? 1 : 0;
	await once(worker, 'message');
	worker.on('message', () => callbacks++);
	const terminated = performance.now();
	await worker.terminate();
	const workerMs = performance.now() - terminated;

	const seen = [
		`process.exit() waits for the pool: ${processMs > patienceMs}`,
		`worker.terminate() waits for the pool: ${workerMs > patienceMs}`,
		`callbacks that ran: ${callbacks}`,
	];
	console.log(seen.join('\n'));
	assert.deepEqual(seen, [
		'process.exit() waits for the pool: true',
		'worker.terminate() waits for the pool: true',
		'callbacks that ran: 0',
	]);
}
EOF
node main.mjs
