#!/bin/sh
# Node.js: an HTTP/2 answer that the client cancels half-way emits 'finish', and its writableFinished is true.
#
# Version: node 24.21.0 (npm). Date: 2026-11-29.
# In HTTP/1 'close' with writableFinished false tells that the client has left before the end, and most access logs rest on it. An
# Http2ServerResponse of which a part was written and end() was never called says on RST_STREAM that it has finished. Only
# writableEnded and the stream's rstCode tell the truth.
# Output seen:
#   HTTP/1: finish false, writableFinished false, writableEnded false
#   HTTP/2: finish true, writableFinished true, writableEnded false, rstCode 8
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';

for (const [name, module] of [['HTTP/1', http], ['HTTP/2', http2]]) {
	const server = module.createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const closed = new Promise(resolve => {
		server.on('request', (_request, response) => {
			let finish = false;
			response.on('finish', () => {
				finish = true;
			});
			response.on('close', () => {
				const code = response.stream ? `, rstCode ${response.stream.rstCode}` : '';
				resolve(`${name}: finish ${finish}, writableFinished ${response.writableFinished}, writableEnded ${response.writableEnded}${code}`);
			});
			response.writeHead(200, {'content-length': '1000'});
			response.write('a part');
		});
	});

	const url = `http://127.0.0.1:${server.address().port}`;
	if (module === http2) {
		const session = http2.connect(url);
		const stream = session.request({':path': '/'});
		await once(stream, 'data');
		stream.close(http2.constants.NGHTTP2_CANCEL);
		console.log(await closed);
		session.destroy();
	} else {
		const request = http.get(url, {agent: false});
		const [response] = await once(request, 'response');
		response.on('error', () => {});
		await once(response, 'data');
		request.destroy();
		console.log(await closed);
	}

	server.close();
}
EOF
cat >expected <<'EOF'
HTTP/1: finish false, writableFinished false, writableEnded false
HTTP/2: finish true, writableFinished true, writableEnded false, rstCode 8
EOF
diff expected seen
