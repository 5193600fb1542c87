#!/bin/sh
# etcd, JSON gateway: a watch that is refused is first said to be created, and its stream stays open after it was cancelled.
#
# Versions: etcd-server 3.4.23-4+b4 (Debian 12), node 24.21.0 (npm) as the client. Date: 2026-11-29.
# A watch from a revision that was compacted can never deliver. The answer is 200, its first message says `created`, the second one
# `canceled` with the compact_revision; then nothing more comes and the response does not end, so that a client which waits for the
# end of the stream to watch again waits for good. It has to close the connection itself on `canceled`.
# Output seen:
#   status 200
#   message 1: created
#   message 2: canceled, compact_revision 3
#   ended within five seconds: false
set -eu
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
if ! apt-get download etcd-server=3.4.23-4+b4 >/dev/null 2>&1; then
	echo 'skipped: this needs etcd-server 3.4.23-4+b4 of Debian 12, which apt-get does not find here'
	exit 0
fi

dpkg -x etcd-server_*.deb .
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

# Two ports that are free.
set -- $(node -e '
	const servers = [0, 0].map(port => require("node:net").createServer().listen(port, "127.0.0.1", function () {
		console.log(this.address().port);
		this.close();
	}));
')
usr/bin/etcd --data-dir data --log-level=error --listen-client-urls "http://127.0.0.1:$1" --advertise-client-urls "http://127.0.0.1:$1" \
	--listen-peer-urls "http://127.0.0.1:$2" --initial-advertise-peer-urls "http://127.0.0.1:$2" --initial-cluster "default=http://127.0.0.1:$2" >/dev/null 2>&1 &
pid=$!

timeout 60 node --input-type=module - "$1" <<'EOF' | tee seen
import {once} from 'node:events';
import {request} from 'node:http';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {setTimeout as delay} from 'node:timers/promises';

const url = `http://127.0.0.1:${process.argv[2]}`;
const key = Buffer.from('key').toString('base64');

const put = async () => (await fetch(`${url}/v3/kv/put`, {method: 'POST', body: JSON.stringify({key, value: key})})).ok;
while (!await put().catch(() => false)) {
	await delay(200);
}

await put();
await fetch(`${url}/v3/kv/compaction`, {method: 'POST', body: JSON.stringify({revision: '3'})});

const asked = request(`${url}/v3/watch`, {method: 'POST', agent: false});
asked.on('error', () => {});
asked.end(JSON.stringify({create_request: {key, start_revision: '1'}}));
const [response] = await once(asked, 'response');
console.log(`status ${response.statusCode}`);
const ended = once(response, 'end').then(() => true);
let count = 0;
const cancelled = Promise.withResolvers();
createInterface({input: response}).on('line', line => {
	if (!line) {
		return;
	}

	const {created, canceled, compact_revision: revision} = JSON.parse(line).result;
	count++;
	console.log(`message ${count}: ${[created && 'created', canceled && `canceled, compact_revision ${revision}`].filter(Boolean).join(' and ')}`);
	if (canceled) {
		cancelled.resolve();
	}
});
await cancelled.promise;
console.log(`ended within five seconds: ${await Promise.race([ended, delay(5000, false)])}`);
process.exit();
EOF
cat >expected <<'EOF'
status 200
message 1: created
message 2: canceled, compact_revision 3
ended within five seconds: false
EOF
diff expected seen
