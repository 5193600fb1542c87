import {constants} from 'node:os';
import process from 'node:process';

/**
Signals that end a process unless it answers them; some by two names, each of which is listened to on its own. Not among them: those that the caller of the screen answers, and those that say that the
process itself is broken (SIGSEGV and its like), after which nothing can be run safely.
*/
const endingSignals = ([
	'SIGABRT',
	'SIGALRM',
	'SIGIO',
	'SIGIOT',
	'SIGPOLL',
	'SIGPWR',
	'SIGQUIT',
	'SIGSTKFLT',
	'SIGSYS',
	'SIGTRAP',
	'SIGVTALRM',
	'SIGXCPU',
	'SIGXFSZ',
] as const).filter(signal => process.platform !== 'win32' && Object.hasOwn(constants.signals, signal));

/** Calls `restore` before the process ends by a signal or by itself, until the returned function is called. */
export const beforeEnd = (restore: () => void): (() => void) => {
	const handleSignal = (signal: NodeJS.Signals): void => {
		restore();
		// Without anybody who answers it, it does what it does by default.
		for (const name of endingSignals) {
			if (constants.signals[name] === constants.signals[signal]) {
				process.removeAllListeners(name);
			}
		}

		process.kill(process.pid, signal);
	};

	for (const signal of endingSignals) {
		process.on(signal, handleSignal);
	}

	process.on('exit', restore);
	return () => {
		for (const signal of endingSignals) {
			process.off(signal, handleSignal);
		}

		process.off('exit', restore);
	};
};
