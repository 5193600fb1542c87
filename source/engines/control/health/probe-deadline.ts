/**
Calls back after a timeout and one more turn of the event loop. In a process that was stalled or suspended, timers and responses are due at
the same moment, and timers run first; the turn lets responses win.

@returns Cancels it.
*/
export const startDeadline = (timeoutMs: number, onDue: () => void): (() => void) => {
	let immediate: NodeJS.Immediate | undefined;
	const timer = setTimeout(() => {
		immediate = setImmediate(onDue);
	}, timeoutMs);

	return () => {
		clearTimeout(timer);
		clearImmediate(immediate);
	};
};
