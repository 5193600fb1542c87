import {constants} from 'node:os';
import process from 'node:process';

/**
Signals that end a process without a handler; aliases are listed since each has its own handler. Excluded: those that the caller handles,
and those of a broken process (SIGSEGV and similar), after which nothing can run safely.
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

/**
Calls `restore` before the process exits or is ended by a signal, until the returned function is called.

@param restore
@param isLent - Whether another program has the terminal, whose key for SIGQUIT is meant for that then.
*/
export const beforeEnd = (restore: () => void, isLent: () => boolean): (() => void) => {
	const handleSignal = (signal: NodeJS.Signals): void => {
		if (signal === 'SIGQUIT' && isLent()) {
			return;
		}

		restore();
		// Without a handler the signal has its default effect.
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
