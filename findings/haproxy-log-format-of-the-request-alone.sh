#!/bin/sh
# HAProxy: a log-format of nothing but the request's method or path writes two lines for each request.
#
# Version: HAProxy 2.6.12-1+deb12u4 (Debian 12); node 24.21.0 (npm) as the server. Date: 2026-11-29.
# A line is written as soon as all that its format asks for is known. Where that is the request alone (%HM, %HP), it is written when the
# request has come, and the same line again at the end. One field that is known only at the end, such as %ST, makes it one line.
# Output seen (lines for one request):
#   %HM: 2
#   %HM %HP: 2
#   %HM %ST: 1
set -eu
needed=2.6.12-1+deb12u4
installed=$(haproxy -v 2>/dev/null | sed -n 's/^HAProxy version \([^ ]*\).*/\1/p')
if [ "$installed" != "$needed" ]; then
	echo "skipped: this needs HAProxy $needed of Debian 12, and here is ${installed:-none}"
	exit 0
fi

folder=$(mktemp -d)
pid=
clean() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null || true
	[ -z "$pid" ] || wait "$pid" 2>/dev/null || true
	rm -rf "$folder"
}
trap clean EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

cat >haproxy.cfg <<EOF
global
  stats socket $folder/admin.sock mode 600 level admin
ring lines
  format raw
  size 65536
defaults
  mode http
  timeout connect 5s
  timeout client 10s
  timeout server 10s
  log ring@lines format raw local0
frontend method
  bind $folder/method.sock
  log-format "%%HM: %HM"
  default_backend pool
frontend path
  bind $folder/path.sock
  log-format "%%HM %%HP: %HM %HP"
  default_backend pool
frontend status
  bind $folder/status.sock
  log-format "%%HM %%ST: %HM %ST"
  default_backend pool
backend pool
  server s1 $folder/server.sock
EOF
haproxy -db -f haproxy.cfg >/dev/null 2>&1 &
pid=$!
while ! [ -S status.sock ] || ! [ -S admin.sock ]; do kill -0 "$pid"; sleep 0.1; done

timeout 60 node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {createServer, get} from 'node:http';
import {connect} from 'node:net';

const server = createServer((_request, response) => {
	response.end();
}).listen('server.sock');
await once(server, 'listening');

for (const front of ['method', 'path', 'status']) {
	const [response] = await once(get({socketPath: `${front}.sock`, path: '/page', agent: false}), 'response');
	response.resume();
	await once(response, 'end');
}

const read = async () => {
	const socket = connect('admin.sock');
	socket.end('show events lines\n');
	let text = '';
	for await (const piece of socket) {
		text += piece;
	}

	return text.split('\n').filter(line => line.startsWith('%'));
};

// The last line to be written.
let lines = [];
while (!lines.some(line => line.startsWith('%HM %ST:'))) {
	lines = await read();
}

for (const format of ['%HM', '%HM %HP', '%HM %ST']) {
	console.log(`${format}: ${lines.filter(line => line.startsWith(`${format}:`)).length}`);
}

server.close();
server.closeAllConnections();
EOF
cat >expected <<'EOF'
%HM: 2
%HM %HP: 2
%HM %ST: 1
EOF
diff expected seen
