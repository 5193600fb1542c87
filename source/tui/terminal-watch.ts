import type {ReadStream} from 'node:tty';
import type {TerminalStream} from './frame-output.js';

type WatchOptions = {
	readonly stdin: ReadStream;
	readonly stdout: TerminalStream;
	readonly onResize: () => void;
	readonly onLoss: (error: Error) => void;
};

/** Watches the terminal's size and whether it is still there, until the returned function is called. */
export const watchTerminal = ({stdin, stdout, onResize, onLoss}: WatchOptions): (() => void) => {
	const handleEnd = (): void => {
		onLoss(new Error('The terminal is gone. Start proxy-tui in another, or with --headless to need none.'));
	};

	stdout.on('resize', onResize);
	stdout.on('error', onLoss);
	stdin.on('error', onLoss);
	stdin.on('end', handleEnd);
	return () => {
		stdout.off('resize', onResize);
		stdout.off('error', onLoss);
		stdin.off('error', onLoss);
		stdin.off('end', handleEnd);
	};
};
