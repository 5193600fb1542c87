import type {LoggerOptions} from 'pino';

let lastTime = 0;
let lastText = '';

/** Many lines are written in the same millisecond; the text of a time costs more than all else of a line. */
const timestamp = (): string => {
	const now = Date.now();
	if (now !== lastTime) {
		lastTime = now;
		lastText = `,"time":"${new Date(now).toISOString()}"`;
	}

	return lastText;
};

/** How every structured log line of this process looks, whichever thread writes it. */
export const logFormat = {
	// Neither process id nor host name: both are known to whoever collects the lines.
	base: undefined,
	messageKey: 'message',
	timestamp,
	formatters: {level: (level: string) => ({level})},
} satisfies LoggerOptions;
