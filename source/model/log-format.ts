import type {LoggerOptions} from 'pino';

let lastTime = 0;
let lastText = '';

/** Many lines share a millisecond; formatting the time costs more than the rest of a line. */
const timestamp = (): string => {
	const now = Date.now();
	if (now !== lastTime) {
		lastTime = now;
		lastText = `,"time":"${new Date(now).toISOString()}"`;
	}

	return lastText;
};

/** The format of all structured log lines of this process, in any thread. */
export const logFormat = {
	// Without process id and host name: log collectors add both.
	base: undefined,
	messageKey: 'message',
	timestamp,
	formatters: {level: (level: string) => ({level})},
} satisfies LoggerOptions;
