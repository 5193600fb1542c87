/**
Calls back when the time is up, after the event loop has had one more turn. A process that was stalled or suspended finds
its timers due and answers waiting in its sockets at the same moment, and timers run first; the turn lets the answers win.

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
