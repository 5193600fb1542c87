import process from 'node:process';

const {PROXY_TEST_FLAGS: flags = ''} = process.env;

/** Flags for every proxy that says nothing else, so that the same tests can run over either lane. */
export const laneFlags: readonly string[] = flags.split(' ').filter(flag => flag !== '');

/** Whether plain exchanges are carried without node:http, which knows fewer methods and writes names in lower case. */
export const hasFastLane = !laneFlags.includes('--fast-lane=off');
