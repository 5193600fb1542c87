#!/bin/sh
# HAProxy: a server that is added as `enabled` at run time is shown as ready and gets no request.
#
# Version: HAProxy 2.6.12-1+deb12u4 (Debian 12); node 24.21.0 (npm) as the server. Date: 2026-11-29.
# `add server pool/s1 IP:PORT` leaves the new server in maintenance until it is enabled, so `enabled` behind it looks like the short way.
# It is accepted, and `show servers state` says operational state 2 (running) and admin state 0; but the balancer does not know the
# server, and `set server … state ready` changes nothing, as it is ready already. Added without the word and then made ready, the
# same server serves.
# Output seen:
#   added as enabled: state 2, admin 0, status 503
#   the same, set to ready: state 2, admin 0, status 503
#   added, then set to ready: state 2, admin 0, status 200
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
defaults
  mode http
  timeout connect 5s
  timeout client 10s
  timeout server 10s
frontend clients
  bind $folder/clients.sock
  default_backend pool
backend pool
  balance roundrobin
EOF
haproxy -db -f haproxy.cfg >/dev/null 2>&1 &
pid=$!
while ! [ -S clients.sock ] || ! [ -S admin.sock ]; do kill -0 "$pid"; sleep 0.1; done

timeout 60 node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {createServer, get} from 'node:http';
import {connect} from 'node:net';

const server = createServer((_request, response) => {
	response.end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const {port} = server.address();

const ask = async command => {
	const socket = connect('admin.sock');
	socket.end(`${command}\n`);
	let text = '';
	for await (const piece of socket) {
		text += piece;
	}

	return text;
};

const report = async (what, name) => {
	const line = (await ask('show servers state pool')).split('\n').find(line => line.includes(` ${name} `)).split(' ');
	const [response] = await once(get({socketPath: 'clients.sock', agent: false}), 'response');
	response.resume();
	console.log(`${what}: state ${line[5]}, admin ${line[6]}, status ${response.statusCode}`);
};

await ask(`add server pool/s1 127.0.0.1:${port} enabled`);
await report('added as enabled', 's1');
await ask('set server pool/s1 state ready');
await report('the same, set to ready', 's1');
await ask(`add server pool/s2 127.0.0.1:${port}`);
await ask('set server pool/s2 state ready');
await report('added, then set to ready', 's2');
server.close();
server.closeAllConnections();
EOF
cat >expected <<'EOF'
added as enabled: state 2, admin 0, status 503
the same, set to ready: state 2, admin 0, status 503
added, then set to ready: state 2, admin 0, status 200
EOF
diff expected seen
