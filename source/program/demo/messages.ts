/** What the demo's thread is started with. */
export type DemoStart = {
	readonly seed: number;
	/** Requests a second that the proxy lets through; 0 for no limit. */
	readonly rateLimit: number;
};

export type MessageToDemo =
	| {readonly type: 'start-traffic'; readonly host: string; readonly port: number}
	| {readonly type: 'stop-traffic'};

/** Sent once, when the backends listen. */
export type MessageFromDemo = {readonly type: 'ready'; readonly backends: readonly string[]};
