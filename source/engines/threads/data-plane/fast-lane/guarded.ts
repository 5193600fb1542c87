/** What has to end if anything goes wrong in it. */
export type Guarded = {
	/** Refuses what it carries, or breaks it off, and closes its connections. Must not throw. */
	onFault(): void;
};

/**
Wraps a listener of a socket or timer, which are the only ways into the fast lane: an exception that leaves one of them would end the
worker, with all that it carries.
*/
export const guarded = <Parameters extends unknown[], Result>(owner: Guarded, listener: (...parameters: Parameters) => Result) => (...parameters: Parameters): Result | undefined => {
	try {
		return listener(...parameters);
	} catch {
		owner.onFault();
		return undefined;
	}
};
