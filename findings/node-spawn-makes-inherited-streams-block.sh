#!/bin/sh
# Node: a child process that inherits a terminal makes this process's writes to it block again.
#
# Version: node 24.21.0 (npm). Date: 2026-11-30.
# O_NONBLOCK belongs to the open file, which both processes share. libuv clears it for descriptors 0 to 2 of a child, so that
# `stream._handle.setBlocking(false)` from before has no effect any more: a terminal that is not read (a stopped ssh session) then blocks
# the thread. It has to be called again once the child has been started.
# Output seen (octal flags of standard output; 04000 is O_NONBLOCK):
#   before: 0
#   set: 04000
#   after a child: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0
PATH="$folder/node_modules/.bin:$PATH"

cat > try.mjs <<'JS'
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';

const lines = [];
const note = name => {
	const flags = Number.parseInt(/flags:\s+(\d+)/.exec(readFileSync('/proc/self/fdinfo/1', 'utf8'))[1], 8);
	const nonBlocking = flags & 0o4000;
	lines.push(`${name}: ${nonBlocking === 0 ? 0 : `0${nonBlocking.toString(8)}`}`);
};

note('before');
process.stdout._handle.setBlocking(false);
note('set');
await once(spawn('true', {stdio: 'inherit'}), 'close');
note('after a child');
writeFileSync('seen', `${lines.join('\n')}\n`);
JS
# A terminal of its own.
script --quiet --command 'node try.mjs' /dev/null
cat seen
printf 'before: 0\nset: 04000\nafter a child: 0\n' | diff - seen
