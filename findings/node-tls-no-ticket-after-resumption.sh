#!/bin/sh
# Node.js: a TLS 1.3 server gives two tickets for a full handshake and none for a resumed one.
#
# Version: node 24.21.0 (npm), OpenSSL 3 for the certificate. Date: 2026-11-29.
# RFC 8446 (C.4) has clients use a ticket once, and servers give a new one on each connection, so that a client which comes back can go
# on resuming. A client of Node that uses each ticket once has no more after two visits and makes a full handshake at every third.
# Output seen:
#   full: 2 tickets
#   resumed: 0 tickets
#   resumed: 0 tickets
#   full: 2 tickets
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost -keyout key.pem -out certificate.pem 2>/dev/null

node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {connect, createServer} from 'node:tls';

const files = {key: readFileSync('key.pem'), cert: readFileSync('certificate.pem')};
const server = createServer(files, socket => {
	socket.end('hello');
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const tickets = [];
for (let visit = 0; visit < 4; visit++) {
	const socket = connect({host: '127.0.0.1', port: server.address().port, servername: 'localhost', ca: files.cert, session: tickets.shift()});
	let count = 0;
	socket.on('session', ticket => {
		count++;
		tickets.push(ticket);
	});
	await once(socket, 'secureConnect');
	const kind = socket.isSessionReused() ? 'resumed' : 'full';
	socket.resume();
	await once(socket, 'end');
	socket.destroy();
	console.log(`${kind}: ${count} tickets`);
}

server.close();
EOF
cat >expected <<'EOF'
full: 2 tickets
resumed: 0 tickets
resumed: 0 tickets
full: 2 tickets
EOF
diff expected seen
