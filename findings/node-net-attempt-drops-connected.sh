#!/bin/sh
# Node: a busy thread makes net.connect() give up a connection that stands, where a host name has several addresses.
#
# Version: node 24.21.0 (npm). Date: 2026-11-30.
# With several addresses, each is given autoSelectFamilyAttemptTimeout (250 ms by default) and then dropped for the next. After a busy
# time, timers run before the event loop looks at sockets: a connection that the server has accepted meanwhile counts as timed out. Where
# no further address answers, the connection fails although the server is there. A longer time for each address helps.
# Output seen (the thread is busy for 400 ms; the server listens on the first address only):
#   one address: connected
#   two addresses: ETIMEDOUT
#   two addresses, 1000 ms each: connected
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

cat > try.mjs <<'JS'
import {once} from 'node:events';
import net from 'node:net';
import {Worker} from 'node:worker_threads';

const server = new Worker(`
	const net = require('node:net');
	const server = net.createServer().listen(0, '127.0.0.1', () => {
		require('node:worker_threads').parentPort.postMessage(server.address().port);
	});
`, {eval: true});
const [port] = await once(server, 'message');
const first = {address: '127.0.0.1', family: 4};
const second = {address: '::1', family: 6};

const attempt = async (name, addresses, options) => {
	const socket = net.connect({
		host: 'service.example',
		port,
		lookup(_host, {all}, callback) {
			setImmediate(() => all ? callback(null, addresses) : callback(null, addresses[0].address, addresses[0].family));
		},
		...options,
	});
	socket.once(addresses.length > 1 ? 'connectionAttempt' : 'lookup', () => {
		queueMicrotask(() => {
			for (const end = performance.now() + 400; performance.now() < end;);
		});
	});
	const outcome = await once(socket, 'connect').then(() => 'connected', error => error.code);
	socket.destroy();
	console.log(`${name}: ${outcome}`);
};

await attempt('one address', [first]);
await attempt('two addresses', [first, second]);
await attempt('two addresses, 1000 ms each', [first, second], {autoSelectFamilyAttemptTimeout: 1000});
await server.terminate();
JS
node try.mjs | tee seen
printf 'one address: connected\ntwo addresses: ETIMEDOUT\ntwo addresses, 1000 ms each: connected\n' | diff - seen
