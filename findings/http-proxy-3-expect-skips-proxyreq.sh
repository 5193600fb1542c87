#!/bin/sh
# http-proxy-3: for a request with an Expect field the event 'proxyReq' is never emitted.
#
# Versions: http-proxy-3 2.0.1, node 24.21.0 (npm). Date: 2026-11-29.
# 'proxyReq' is the place to set or remove header fields of the request to the backend. Where a client sends
# `Expect: 100-continue`, as curl does by itself before a large upload, the request is forwarded without the event and without an error.
# So what a backend needs in each request belongs into the option `headers`, or Expect has to be taken off first.
# Output seen:
#   without Expect: x-mark set
#   with Expect: x-mark not there
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0 http-proxy-3@2.0.1
PATH="$folder/node_modules/.bin:$PATH"

node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {createServer, request} from 'node:http';
import {createProxyServer} from 'http-proxy-3';

const start = async handler => {
	const server = createServer(handler).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return server;
};

const backend = await start((request, response) => {
	request.resume();
	response.end(request.headers['x-mark'] ?? 'not there');
});
const proxy = createProxyServer({target: `http://127.0.0.1:${backend.address().port}`});
proxy.on('proxyReq', proxyRequest => {
	proxyRequest.setHeader('x-mark', 'set');
});
const front = await start((request, response) => {
	proxy.web(request, response);
});

for (const [name, headers] of [['without', {}], ['with', {Expect: '100-continue'}]]) {
	const asked = request({host: '127.0.0.1', port: front.address().port, method: 'POST', headers, agent: false});
	asked.end('body');
	const [response] = await once(asked, 'response');
	let body = '';
	for await (const piece of response) {
		body += piece;
	}

	console.log(`${name} Expect: x-mark ${body}`);
}

for (const server of [front, backend]) {
	server.close();
	server.closeAllConnections();
}
EOF
cat >expected <<'EOF'
without Expect: x-mark set
with Expect: x-mark not there
EOF
diff expected seen
