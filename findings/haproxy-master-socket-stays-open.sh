#!/bin/sh
# HAProxy: the master's command socket stays open after the answer, the worker's is closed.
#
# Version: HAProxy 2.6.12-1+deb12u4 (Debian 12); node 24.21.0 (npm) as the client. Date: 2026-11-29.
# The worker's stats socket answers one line and ends the connection, so a client reads to the end. The same client at the master's
# socket (-S) gets the same answer and then waits: the connection is ended only when the client has ended its own side, or has added
# `quit` to its line.
# Output seen:
#   worker, line: answered and closed
#   master, line: answered, still open
#   master, line and quit: answered and closed
#   master, line and own side ended: answered and closed
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
  stats socket $folder/worker.sock mode 600 level admin
  stats timeout 60s
defaults
  mode http
  timeout connect 5s
  timeout client 10s
  timeout server 10s
frontend clients
  bind $folder/clients.sock
  http-request return status 200
EOF
haproxy -W -db -S "$folder/master.sock,mode,600" -f haproxy.cfg >/dev/null 2>&1 &
pid=$!
while ! [ -S worker.sock ] || ! [ -S master.sock ]; do kill -0 "$pid"; sleep 0.1; done

timeout 60 node --input-type=module <<'EOF' | tee seen
import {once} from 'node:events';
import {connect} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';

for (const [name, file, text, isEnded] of [
	['worker, line', 'worker.sock', 'show version', false],
	['master, line', 'master.sock', 'show version', false],
	['master, line and quit', 'master.sock', 'show version;quit', false],
	['master, line and own side ended', 'master.sock', 'show version', true],
]) {
	const socket = connect(file);
	socket.write(`${text}\n`);
	if (isEnded) {
		socket.end();
	}

	const closed = once(socket, 'close').then(() => true);
	const [answer] = await once(socket, 'data');
	const isClosed = await Promise.race([closed, delay(3000, false)]);
	console.log(`${name}: ${String(answer).startsWith('2.6.12') ? 'answered' : 'not answered'}${isClosed ? ' and closed' : ', still open'}`);
	socket.destroy();
}
EOF
cat >expected <<'EOF'
worker, line: answered and closed
master, line: answered, still open
master, line and quit: answered and closed
master, line and own side ended: answered and closed
EOF
diff expected seen
