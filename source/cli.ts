#!/usr/bin/env node
// Nothing but Node's own modules may be imported statically: an older Node could not even parse the rest.
import module from 'node:module';
import process from 'node:process';

const neededMajor = 22;
const neededMinor = 12;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
	process.stderr.write(`proxy-tui needs Node.js ${neededMajor}.${neededMinor} or newer and found ${process.versions.node}; install a current one from https://nodejs.org or with your version manager.\n`);
	process.exit(1);
}

// By default it opens the port of Node's debugger, through which any user of this machine runs code in this process.
process.on('SIGUSR1', () => {});

// React chooses its build when it is loaded; the one for development costs half as much again for each frame.
process.env['NODE_ENV'] ??= 'production';
// Read once, when the first file is opened without being waited for: each worker's log may hold one of these threads, if its disk
// hangs, and at most half of them look names up, each of which may take many seconds.
process.env['UV_THREADPOOL_SIZE'] ??= '32';
const {directory} = module.enableCompileCache();
if (directory !== undefined) {
	// Worker threads would compile all they load, and heed nothing but the environment.
	process.env['NODE_COMPILE_CACHE'] ??= directory;
}

const {runCommandLine} = await import('./program/command-line-run.js');
await runCommandLine(process.argv.slice(2));
