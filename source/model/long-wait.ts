/** Minimum of a long wait, in milliseconds. */
export const leastLongWait = 1000;

const timesUsual = 5;

/** Whether a request has waited far longer than usual. Both in milliseconds. */
export const isLongWait = (waitedMs: number, usualMs: number): boolean => waitedMs >= Math.max(leastLongWait, timesUsual * usualMs);
