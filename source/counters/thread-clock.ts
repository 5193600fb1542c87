import process from 'node:process';

/** `performance.now()` begins anew in each thread. */
const offset = (Number(process.hrtime.bigint()) / 1e6) - performance.now();

/** Milliseconds on a clock that all threads share and that nobody can set. */
export const threadClock = (): number => performance.now() + offset;
