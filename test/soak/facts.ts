/** What the clients and the backends of a soak both know. */
export const largeBytes = 1_000_000;
export const terminateMessage = 'terminate';

/** The proxy's times, in milliseconds, for a silent backend and for a silent client. */
export const proxyTimeoutMs = 1500;
