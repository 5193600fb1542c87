#!/bin/sh
# Node.js: http.request() with headers given as an array has its head finished before it returns.
#
# Version: node 24.21.0 (npm). Date: 2026-11-29.
# With `headers: {…}` a request may still be changed until its first byte is written: path, method, further header fields. With the same
# fields as an array (which keeps their order and repetition) the head is made in the constructor: `headersSent` is true at once,
# setHeader() throws, and a path or method that is set later is taken without a word and not sent.
# Output seen:
#   object: headersSent false, setHeader works, sent: PUT /later
#   array: headersSent true, setHeader ERR_HTTP_HEADERS_SENT, sent: GET /
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {request} from 'node:http';
import {createServer} from 'node:net';

const server = createServer(socket => {
	socket.once('data', data => {
		const [line] = String(data).split(' HTTP/');
		socket.end(`HTTP/1.1 200 OK\r\nX-Line: ${line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
	});
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const {port} = server.address();

for (const [name, headers] of Object.entries({object: {Host: 'example'}, array: ['Host', 'example']})) {
	const asked = request({host: '127.0.0.1', port, headers, agent: false});
	const {headersSent} = asked;
	asked.path = '/later';
	asked.method = 'PUT';
	let result = 'works';
	try {
		asked.setHeader('Content-Length', '0');
	} catch (error) {
		result = error.code;
	}

	asked.end();
	const [response] = await once(asked, 'response');
	response.resume();
	console.log(`${name}: headersSent ${headersSent}, setHeader ${result}, sent: ${response.headers['x-line']}`);
}

server.close();
EOF
cat >expected <<'EOF'
object: headersSent false, setHeader works, sent: PUT /later
array: headersSent true, setHeader ERR_HTTP_HEADERS_SENT, sent: GET /
EOF
diff expected seen
