#!/bin/sh
# HAProxy: servers that are added at run time share an empty session cookie until the cookie key is set again.
#
# Version: HAProxy 2.6.12-1+deb12u4 (Debian 12); node 24.21.0 (npm) as the server. Date: 2026-11-29.
# With `cookie … dynamic` and `dynamic-cookie-key` in the backend each server's cookie is made of its address and the key. A server that
# is added by `add server` gets none: its clients are sent a cookie with an empty value and an expiry in 1970, so no session ever sticks to it.
# `set dynamic-cookie-key backend …` with the key that is in force already makes the cookies of all servers, the new ones too.
# Output seen:
#   added: SRV=; Expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/
#   same key set again: SRV=(16 digits); path=/
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
  cookie SRV insert indirect nocache dynamic
  dynamic-cookie-key example
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

const ask = async command => {
	const socket = connect('admin.sock');
	socket.end(`${command}\n`);
	socket.resume();
	await once(socket, 'close');
};

const report = async what => {
	const [response] = await once(get({socketPath: 'clients.sock', agent: false}), 'response');
	response.resume();
	console.log(`${what}: ${response.headers['set-cookie'][0].replace(/[\da-f]{16}/, '(16 digits)')}`);
};

await ask(`add server pool/s1 127.0.0.1:${server.address().port}`);
await ask('set server pool/s1 state ready');
await report('added');
await ask('set dynamic-cookie-key backend pool example');
await report('same key set again');
server.close();
server.closeAllConnections();
EOF
cat >expected <<'EOF'
added: SRV=; Expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/
same key set again: SRV=(16 digits); path=/
EOF
diff expected seen
