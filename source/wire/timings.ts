import type {Timings} from '../model/timings.js';
import {figure} from './values.js';
import {resource} from './wire.js';

/** Means over all requests; they can be added. */
export const timingsWire = resource<Timings>({
	queueMs: ['queue_ms', figure],
	connectMs: ['connect_ms', figure],
	firstByteMs: ['first_byte_ms', figure],
	transferMs: ['transfer_ms', figure],
});
