import {availableParallelism} from 'node:os';

const maxDefaultThreads = 4;

/** One core is left to the control plane and the screen. */
export const defaultThreads = (cores = availableParallelism()): number => Math.min(Math.max(cores - 1, 1), maxDefaultThreads);
