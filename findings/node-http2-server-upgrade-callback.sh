#!/bin/sh
# Node.js: http2.createSecureServer() with allowHTTP1 takes shouldUpgradeCallback and never asks it.
#
# Version: node 24.21.0 (npm), OpenSSL 3 for the certificate. Date: 2026-11-29.
# For its HTTP/1 clients such a server follows keepAliveTimeout, requestTimeout and maxHeaderSize as an https.Server does. The callback
# that says which requests may change the protocol is not among them: each request with an Upgrade field goes to 'upgrade', if there
# is a listener, also where the callback would have said no and the request was to be answered as an ordinary one.
# Output seen:
#   https: asked 1, answered by request
#   http2: asked 0, answered by upgrade
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost -keyout key.pem -out certificate.pem 2>/dev/null

timeout 60 node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createSecureServer} from 'node:http2';
import {createServer} from 'node:https';
import {connect} from 'node:tls';

let asked;
const options = {
	key: readFileSync('key.pem'),
	cert: readFileSync('certificate.pem'),
	allowHTTP1: true,
	shouldUpgradeCallback() {
		asked++;
		return false;
	},
};

for (const [name, server] of [['https', createServer(options)], ['http2', createSecureServer(options)]]) {
	asked = 0;
	server.on('request', (_request, response) => {
		response.setHeader('Connection', 'close');
		response.end('request');
	});
	server.on('upgrade', (_request, socket) => {
		socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nupgrade');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	const client = connect({host: '127.0.0.1', port: server.address().port, servername: 'localhost', ca: options.cert, ALPNProtocols: ['http/1.1']});
	client.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: example\r\n\r\n');
	let text = '';
	for await (const piece of client) {
		text += piece;
	}

	console.log(`${name}: asked ${asked}, answered by ${/request|upgrade/.exec(text.split('\r\n\r\n', 2)[1])[0]}`);
	server.close();
}
EOF
cat >expected <<'EOF'
https: asked 1, answered by request
http2: asked 0, answered by upgrade
EOF
diff expected seen
