/** What ends what was started for it: a test, or a run of something else. */
export type Lifetime = {
	after(undo: () => void | Promise<void>): void;
	readonly signal?: AbortSignal;
};
