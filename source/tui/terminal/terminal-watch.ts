import process from 'node:process';
import type {ReadStream} from 'node:tty';
import type {TerminalStream} from './screen-output.js';

type WatchOptions = {
	readonly stdin: ReadStream;
	readonly stdout: TerminalStream;
	/** The whole process is asked to stop, which traffic must not. */
	readonly onStop: () => void;
	/** The process continues after a stop, and the terminal may have been used otherwise meanwhile. */
	readonly onContinue: () => void;
	readonly onLoss: (error: Error) => void;
};

/** Watches for stops of the process and the loss of the terminal, until the returned function is called. */
export const watchTerminal = ({stdin, stdout, onStop, onContinue, onLoss}: WatchOptions): (() => void) => {
	const handleEnd = (): void => {
		onLoss(new Error('The terminal was closed. Start proxy-tui in another one, or with --headless.'));
	};

	// Windows has no such signals.
	const hasJobControl = process.platform !== 'win32';
	if (hasJobControl) {
		process.on('SIGTSTP', onStop);
		process.on('SIGCONT', onContinue);
	}

	stdout.on('error', onLoss);
	stdin.on('error', onLoss);
	stdin.on('end', handleEnd);
	return () => {
		process.off('SIGTSTP', onStop);
		process.off('SIGCONT', onContinue);
		stdout.off('error', onLoss);
		stdin.off('error', onLoss);
		stdin.off('end', handleEnd);
	};
};
