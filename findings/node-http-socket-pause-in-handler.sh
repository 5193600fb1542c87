#!/bin/sh
# Node.js: socket.pause() in the handler of a request without a body is undone before the handler's turn is over.
#
# Version: node 24.21.0 (npm). Date: 2026-11-29.
# A server that wants no further pipelined request until it has answered would pause the connection in its handler. The HTTP parser
# reports the end of the message right after the handler, and with that it starts to read again, as if no one had paused: isPaused() is
# false, and the next request comes. A tick later the same call holds. Even then the requests that came in the same piece of bytes
# are emitted first, as the parser has them already.
# Output seen:
#   paused in the handler: isPaused() false, requests /1 /2 /3, and after another piece /1 /2 /3 /4
#   paused a tick later: isPaused() true, requests /1 /2 /3, and after another piece /1 /2 /3
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {createServer} from 'node:http';
import {connect} from 'node:net';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';

const get = path => `GET ${path} HTTP/1.1\r\nHost: example\r\n\r\n`;

for (const [name, run] of [['in the handler', pause => pause()], ['a tick later', process.nextTick]]) {
	const seen = [];
	let socket;
	const server = createServer(request => {
		seen.push(request.url);
		if (request.url === '/1') {
			socket = request.socket;
			run(() => socket.pause());
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const client = connect(server.address().port, '127.0.0.1');
	client.write(get('/1') + get('/2') + get('/3'));
	await delay(1000);
	const first = `isPaused() ${socket.isPaused()}, requests ${seen.join(' ')}`;
	client.write(get('/4'));
	await delay(1000);
	console.log(`paused ${name}: ${first}, and after another piece ${seen.join(' ')}`);
	client.destroy();
	socket.destroy();
	server.close();
}
EOF
cat >expected <<'EOF'
paused in the handler: isPaused() false, requests /1 /2 /3, and after another piece /1 /2 /3 /4
paused a tick later: isPaused() true, requests /1 /2 /3, and after another piece /1 /2 /3
EOF
diff expected seen
