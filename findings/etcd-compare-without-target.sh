#!/bin/sh
# etcd, JSON gateway: a comparison with `mod_revision` but without `target` compares something else.
#
# Versions: etcd-server 3.4.23-4+b4 (Debian 12), node 24.21.0 (npm) as the client. Date: 2026-11-29.
# In a transaction the value to compare with is named by its own field, so `"mod_revision": "7"` seems to say all. What is compared is
# said by `target`, and that is VERSION when it is left out; the number is then not looked at. No error tells of it: a write with the
# right revision is never made where the key exists, and one with any revision is made where it does not.
# Output seen:
#   target MOD, right revision: made
#   target MOD, another revision: not made
#   no target, right revision: not made
#   no target, any revision, a new key: made
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
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';

const post = async (path, body) => {
	const response = await fetch(`http://127.0.0.1:${process.argv[2]}${path}`, {method: 'POST', body: JSON.stringify(body)});
	if (!response.ok) {
		throw new Error(`${response.status}`);
	}

	return response.json();
};

const text = value => Buffer.from(value).toString('base64');

for (;;) {
	try {
		await post('/v3/kv/put', {key: text('key'), value: text('1')});
		break;
	} catch {
		await delay(200);
	}
}

const revision = async () => (await post('/v3/kv/range', {key: text('key')})).kvs[0].mod_revision;

const write = async (what, compare) => {
	const {succeeded} = await post('/v3/kv/txn', {
		compare: [{result: 'EQUAL', ...compare}],
		success: [{request_put: {key: compare.key, value: text('2')}}],
	});
	console.log(`${what}: ${succeeded ? 'made' : 'not made'}`);
};

await write('target MOD, right revision', {key: text('key'), target: 'MOD', mod_revision: await revision()});
await write('target MOD, another revision', {key: text('key'), target: 'MOD', mod_revision: '77'});
await write('no target, right revision', {key: text('key'), mod_revision: await revision()});
await write('no target, any revision, a new key', {key: text('new'), mod_revision: '77'});
EOF
cat >expected <<'EOF'
target MOD, right revision: made
target MOD, another revision: not made
no target, right revision: not made
no target, any revision, a new key: made
EOF
diff expected seen
