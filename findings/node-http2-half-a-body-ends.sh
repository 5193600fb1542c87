#!/bin/sh
# Node.js: half an HTTP/2 response ends like a whole one, if the server closes its stream with an error code, or the connection is lost.
#
# Version: node 24.21.0 (npm). Date: 2026-11-30.
# In HTTP/1.1 a response that breaks off gives its reader 'error' and no 'end'. In HTTP/2, a server's stream.close(code) in the middle
# of a body ends the stream in order before it resets it, so that the client reads 'end', no 'error', and even rstCode 0. When the
# connection is lost, the client's stream ends in the same way; only its rstCode tells. Who relays such a body must look at rstCode
# and at a declared length, and must take the orderly end out of a stream before closing it with a code.
# Output seen:
#   close with INTERNAL_ERROR: end, close; error none; rstCode 0
#   connection lost: end, close; error none; rstCode 8
#   HTTP/1.1, connection lost: error, close; error ECONNRESET
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

node --input-type=module <<'JS' | tee seen
import {once} from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';

const follow = async readable => {
	const events = [];
	let code = 'none';
	for (const event of ['end', 'close']) {
		readable.on(event, () => events.push(event));
	}

	readable.on('error', error => {
		events.push('error');
		code = error.code;
	});
	readable.resume();
	await new Promise(resolve => readable.once('close', resolve));
	return `${events.join(', ')}; error ${code}`;
};

for (const [name, breakOff] of [
	['close with INTERNAL_ERROR', stream => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR)],
	['connection lost', stream => stream.session.socket.destroy()],
]) {
	const server = http2.createServer();
	let half;
	server.on('session', session => session.on('error', () => {}));
	server.on('stream', stream => {
		half = stream;
		stream.on('error', () => {});
		stream.respond({':status': 200});
		stream.write('half of it');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const session = http2.connect(`http://127.0.0.1:${server.address().port}`);
	session.on('error', () => {});
	const stream = session.request({':path': '/'});
	await once(stream, 'data');
	const followed = follow(stream);
	breakOff(half);
	console.log(`${name}: ${await followed}; rstCode ${stream.rstCode}`);
	session.destroy();
	server.close();
}

const server = http.createServer((request, response) => {
	response.write('half of it');
	request.socket.on('error', () => {});
	server.once('break', () => request.socket.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const request = http.get({port: server.address().port, host: '127.0.0.1', agent: false});
const [response] = await once(request, 'response');
await once(response, 'data');
const followed = follow(response);
server.emit('break');
console.log(`HTTP/1.1, connection lost: ${await followed}`);
server.close();
JS
cat > expected <<'END'
close with INTERNAL_ERROR: end, close; error none; rstCode 0
connection lost: end, close; error none; rstCode 8
HTTP/1.1, connection lost: error, close; error ECONNRESET
END
cmp expected seen
