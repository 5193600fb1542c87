/** A connection is kept this much longer than announced, for a request in transit. */
const reserveMs = 1000;

/** @returns How much longer than announced an idle connection is kept, in milliseconds. */
export const keepAliveReserveMs = (keepAliveTimeoutMs: number): number => Math.min(reserveMs, keepAliveTimeoutMs);
