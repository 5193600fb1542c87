#!/bin/sh
# signal-exit: a listener of one's own for SIGABRT or SIGIO does not keep its exit handlers from running.
#
# Versions: signal-exit 4.1.0, node 24.21.0 (npm), Linux. Date: 2026-11-29.
# signal-exit stands back when the program listens to a signal itself, and it counts the listeners of each name for that. Two of the
# names that it listens to are second names of the same signals (SIGIOT of SIGABRT, SIGPOLL of SIGIO). Under the second name nothing else
# listens, so it takes the signal for its own: it runs all exit handlers and sends the signal again, and the program's listener is
# called twice, in a process that goes on and whose exit handlers have been used up.
# Output seen (sorted in each line: the order is not always the same):
#   SIGQUIT: listener, still here
#   SIGABRT: exit handler (SIGIOT), listener, listener, still here
#   SIGIO: exit handler (SIGPOLL), listener, listener, still here
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0 signal-exit@4.1.0
PATH="$folder/node_modules/.bin:$PATH"

cat >child.mjs <<'EOF'
import process from 'node:process';
import {onExit} from 'signal-exit';

const [, , name] = process.argv;
const seen = [];
let isOver = false;
process.on(name, () => {
	seen.push('listener');
});
onExit((_code, signal) => {
	if (!isOver) {
		seen.push(`exit handler (${signal})`);
	}
});
process.kill(process.pid, name);
setTimeout(() => {
	isOver = true;
	console.log(`${name}: ${[...seen.sort(), 'still here'].join(', ')}`);
}, 1000);
EOF
node child.mjs SIGQUIT | tee seen
node child.mjs SIGABRT | tee -a seen
node child.mjs SIGIO | tee -a seen
cat >expected <<'EOF'
SIGQUIT: listener, still here
SIGABRT: exit handler (SIGIOT), listener, listener, still here
SIGIO: exit handler (SIGPOLL), listener, listener, still here
EOF
diff expected seen
