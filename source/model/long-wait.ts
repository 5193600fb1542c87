/** Shorter waits are not long, whatever is usual. In milliseconds. */
export const leastLongWait = 1000;

const timesUsual = 5;

/** Whether a request has waited far longer for an answer than is usual. Both in milliseconds. */
export const isLongWait = (waitedMs: number, usualMs: number): boolean => waitedMs >= Math.max(leastLongWait, timesUsual * usualMs);
