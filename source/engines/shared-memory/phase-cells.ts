/** The parts of an exchange that are timed apart. */
export const timedPhases = ['queue', 'connect', 'first-byte', 'transfer'] as const;

export type TimedPhase = (typeof timedPhases)[number];

export const phaseIndex: Readonly<Record<TimedPhase, number>> = {queue: 0, connect: 1, 'first-byte': 2, transfer: 3};

/** A row holds the sum of each phase in milliseconds, then how often each took place. */
export const phaseCells = 2 * timedPhases.length;
