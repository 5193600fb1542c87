import process from 'node:process';
import {tlsFlags} from './tls-files.js';

const {PROXY_TEST_FLAGS: flags = '', PROXY_TEST_TLS: tls = ''} = process.env;

/** Whether clients of tests that say nothing else connect over TLS, so that the same tests can run over it. */
export const overTls = tls !== '';

export const clientScheme = overTls ? 'https' : 'http';

/** Flags for every proxy that says nothing else, so that the same tests can run over either lane. */
export const laneFlags: readonly string[] = [...flags.split(' ').filter(flag => flag !== ''), ...overTls ? tlsFlags() : []];

/** Whether plain exchanges are carried without node:http, which knows fewer methods and writes names in lower case. */
export const hasFastLane = !laneFlags.includes('--fast-lane=off');
