type MaybeTerminal = {
	readonly _handle?: {
		setBlocking?(isBlocking: boolean): void;
	};
};

/**
Node writes to terminals synchronously: one that is not read (a stopped ssh session, a paused tmux) would block this thread, and with it
health checks and the admin API. There is no public way to change that. Other streams stay as they are.
*/
export const setBlocking = (stream: unknown, isBlocking: boolean): void => {
	(stream as MaybeTerminal)._handle?.setBlocking?.(isBlocking);
};
