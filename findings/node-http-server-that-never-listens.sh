#!/bin/sh
# Node.js: closeIdleConnections() and closeAllConnections() of an http.Server close nothing until it has listened itself.
#
# Version: node 24.21.0 (npm). Date: 2026-11-29.
# An http.Server may be given its sockets by emit('connection', socket), as is done to look at the first bytes (the PROXY protocol,
# several protocols on one port), and it serves them. But it keeps its list of connections only from when it begins to listen itself:
# in a server that never does, both functions return without a word and close nothing, so that an orderly end needs another list.
# Output seen:
#   listens itself: closeIdleConnections() closes the connection: true, closeAllConnections(): true
#   gets its sockets by emit: closeIdleConnections() closes the connection: false, closeAllConnections(): false
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
import {connect, createServer as createNetServer} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';

for (const listensItself of [true, false]) {
	const results = [];
	for (const close of ['closeIdleConnections', 'closeAllConnections']) {
		const server = createServer({keepAliveTimeout: 60_000}, (_request, response) => {
			response.end('answer');
		});
		const listener = listensItself ? server : createNetServer(socket => {
			server.emit('connection', socket);
		});
		listener.listen(0, '127.0.0.1');
		await once(listener, 'listening');

		const client = connect(listener.address().port, '127.0.0.1');
		client.on('error', () => {});
		client.write('GET / HTTP/1.1\r\nHost: example\r\n\r\n');
		let text = '';
		client.on('data', data => {
			text += data;
		});
		while (!text.includes('answer')) {
			await once(client, 'data');
		}

		await delay(200);
		server[close]();
		results.push(await Promise.race([once(client, 'close').then(() => true), delay(2000, false)]));
		client.destroy();
		listener.close();
	}

	console.log(`${listensItself ? 'listens itself' : 'gets its sockets by emit'}: closeIdleConnections() closes the connection: ${results[0]}, closeAllConnections(): ${results[1]}`);
}
EOF
cat >expected <<'EOF'
listens itself: closeIdleConnections() closes the connection: true, closeAllConnections(): true
gets its sockets by emit: closeIdleConnections() closes the connection: false, closeAllConnections(): false
EOF
diff expected seen
