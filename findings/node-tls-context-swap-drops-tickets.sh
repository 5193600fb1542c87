#!/bin/sh
# Node.js: setSecureContext() with the same certificate makes all session tickets worthless, unless ticketKeys was ever given.
#
# Version: node 24.21.0 (npm), OpenSSL 3 for the certificate. Date: 2026-11-29.
# A renewed certificate is put into a running server by setSecureContext(). The new context has new ticket keys, so each client that
# comes back with a ticket makes a full handshake: a burst of them right after each renewal. Ticket keys that were given when the
# server was made are kept by the swap, although they are not given again.
# Output seen:
#   own keys no: resumed before the swap true, after it false
#   own keys yes: resumed before the swap true, after it true
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
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {connect, createServer} from 'node:tls';

const files = {key: readFileSync('key.pem'), cert: readFileSync('certificate.pem')};

for (const [name, keys] of [['no', {}], ['yes', {ticketKeys: randomBytes(48)}]]) {
	const server = createServer({...files, ...keys}, socket => {
		socket.end('hello');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');

	const visit = async session => {
		const socket = connect({host: '127.0.0.1', port: server.address().port, servername: 'localhost', ca: files.cert, session});
		let ticket;
		socket.on('session', given => {
			ticket = given;
		});
		await once(socket, 'secureConnect');
		const isResumed = socket.isSessionReused();
		socket.resume();
		await once(socket, 'end');
		socket.destroy();
		return {ticket, isResumed};
	};

	const before = await visit((await visit()).ticket);
	const {ticket} = await visit();
	server.setSecureContext(files);
	const after = await visit(ticket);
	console.log(`own keys ${name}: resumed before the swap ${before.isResumed}, after it ${after.isResumed}`);
	server.close();
}
EOF
cat >expected <<'EOF'
own keys no: resumed before the swap true, after it false
own keys yes: resumed before the swap true, after it true
EOF
diff expected seen
