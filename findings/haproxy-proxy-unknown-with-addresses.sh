#!/bin/sh
# HAProxy: `PROXY UNKNOWN` with addresses behind it is refused, although the protocol's text says to ignore them.
#
# Version: HAProxy 2.6.12-1+deb12u4 (Debian 12); node 24.21.0 (npm) as the client. Date: 2026-11-29.
# The specification of the PROXY protocol (version 1) says of UNKNOWN that the receiver must ignore what stands before the CRLF, and gives
# a line with addresses as the longest one. HAProxy takes the word alone, and ends the connection without an answer when anything
# follows it. So a sender that has no addresses to tell says the bare word.
# Output seen:
#   PROXY UNKNOWN: 200
#   PROXY UNKNOWN ::1 ::1 1 2: closed without an answer
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
defaults
  mode http
  timeout connect 5s
  timeout client 10s
  timeout server 10s
frontend clients
  bind $folder/clients.sock accept-proxy
  http-request return status 200
EOF
haproxy -db -f haproxy.cfg >/dev/null 2>&1 &
pid=$!
while ! [ -S clients.sock ]; do kill -0 "$pid"; sleep 0.1; done

timeout 60 node --input-type=module <<'EOF' | tee seen
import {connect} from 'node:net';

for (const line of ['PROXY UNKNOWN', 'PROXY UNKNOWN ::1 ::1 1 2']) {
	const socket = connect('clients.sock');
	socket.on('error', () => {});
	let text = '';
	socket.on('data', piece => {
		text += piece;
	});
	socket.write(`${line}\r\nGET / HTTP/1.0\r\n\r\n`);
	await new Promise(resolve => {
		socket.on('close', resolve);
	});
	console.log(`${line}: ${text.split(' ', 2)[1] ?? 'closed without an answer'}`);
}
EOF
cat >expected <<'EOF'
PROXY UNKNOWN: 200
PROXY UNKNOWN ::1 ::1 1 2: closed without an answer
EOF
diff expected seen
