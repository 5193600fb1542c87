import {durationCells} from './durations.js';
import {bucketCount} from './latency-buckets.js';
import {phaseCells} from './phase-cells.js';

/*
One block of shared memory for all threads:

	cells    the few values that all threads write, atomically
	health   one cell a slot; further ones for what else decides about its share
	latency  each slot's recent latency, and when it was last told
	clients  the rate limiter's table of client addresses
	stripes  one a worker, written by that worker alone; each has a row a slot

A slot is a backend's row; slot 0 is the proxy as a whole. Untouched pages cost no memory, so the
block is made for the largest pool at once and never has to move.
*/

/** Backends at once; slot 0 is not theirs. */
export const maxBackends = 16_383;
export const slotCount = maxBackends + 1;
/** The row of the proxy as a whole. */
export const proxySlot = 0;

/** What is counted in each row. All only ever grow. */
export const fields = [
	'requests',
	'failures',
	'responses1xx',
	'responses2xx',
	'responses3xx',
	'responses4xx',
	'responses5xx',
	'rateLimited',
	'unavailable',
	'aborted',
	/** Aborted after a long wait for an answer, where that counts against a backend. */
	'abandoned',
	'retries',
	'requestBytes',
	'responseBytes',
] as const;

export type Field = (typeof fields)[number];

export const fieldCount = fields.length;

/** A field's place in its row. */
export const fieldIndex = Object.fromEntries(fields.map((field, index) => [field, index])) as Readonly<Record<Field, number>>;

/** Client addresses that the rate limiter can tell apart at once, see `ClientBuckets`. */
export const clientCount = 65_536;

/** Changes of what is in flight that a worker can tell of before it overwrites the oldest, see `InFlightChanges`. A power of 2. */
export const changeCapacity = 4096;

/** Combinations of backend, method and status that a worker can count apart, see `ExchangeSeries`. */
export const seriesCapacity = 65_536;

const cellsBytes = 64;
const healthBytes = slotCount * Int32Array.BYTES_PER_ELEMENT;
/** Ejected, share that is withheld, failures in a row, reason of the last one, worker of a trial. */
const standingBytes = 5 * slotCount * Int32Array.BYTES_PER_ELEMENT;
const latencyBytes = slotCount * (Float32Array.BYTES_PER_ELEMENT + Int32Array.BYTES_PER_ELEMENT);
const clientsBytes = clientCount * BigInt64Array.BYTES_PER_ELEMENT;
const countsBytes = slotCount * fieldCount * Float64Array.BYTES_PER_ELEMENT;
const inFlightBytes = slotCount * Int32Array.BYTES_PER_ELEMENT;
const bucketsBytes = slotCount * bucketCount * Uint32Array.BYTES_PER_ELEMENT;
const connectionsBytes = 2 * Int32Array.BYTES_PER_ELEMENT;
const changesBytes = (changeCapacity + 2) * Int32Array.BYTES_PER_ELEMENT;
const seriesCountsBytes = seriesCapacity * Float64Array.BYTES_PER_ELEMENT;
const durationsBytes = slotCount * durationCells * Float64Array.BYTES_PER_ELEMENT;
const phasesBytes = slotCount * phaseCells * Float64Array.BYTES_PER_ELEMENT;
const lagBytes = Float64Array.BYTES_PER_ELEMENT;
const seriesKeysBytes = seriesCapacity * Int32Array.BYTES_PER_ELEMENT;
const seriesLengthBytes = Int32Array.BYTES_PER_ELEMENT;
const beatsBytes = Int32Array.BYTES_PER_ELEMENT;
const waitsBytes = slotCount * Float32Array.BYTES_PER_ELEMENT;
const metricsBytes = seriesCountsBytes + durationsBytes + phasesBytes + lagBytes + seriesKeysBytes + seriesLengthBytes + beatsBytes;
const stripeBytes = countsBytes + inFlightBytes + bucketsBytes + connectionsBytes + changesBytes + metricsBytes + waitsBytes;
const healthOffset = cellsBytes;
const standingOffset = healthOffset + healthBytes;
const latencyOffset = standingOffset + standingBytes;
const clientTagsOffset = latencyOffset + latencyBytes;
const clientTimesOffset = clientTagsOffset + clientsBytes;
const stripesOffset = clientTimesOffset + clientsBytes;

/** @param stripes - One for each worker. */
export const allocateSharedMemory = (stripes: number): SharedArrayBuffer => {
	const memory = new SharedArrayBuffer(stripesOffset + (stripes * stripeBytes));
	cellViews(memory).secret.set(crypto.getRandomValues(new Uint32Array(4)));
	return memory;
};

export const stripesIn = (memory: SharedArrayBuffer): number => (memory.byteLength - stripesOffset) / stripeBytes;

export type CellViews = {
	/** The rate limiter's state for all clients together. */
	readonly limiter: BigInt64Array;
	/** Index 0: round-robin cursor. Index 1: grows whenever a health cell changes. Index 2: retry budget. */
	readonly words: Int32Array;
	/** Random; secret of this process. */
	readonly secret: Uint32Array;
	readonly health: Int32Array;
	/** 1 for a backend that was taken out for a while. */
	readonly ejected: Int32Array;
	/** The part of its weight that a backend does not have yet, in thousandths. */
	readonly withheld: Int32Array;
	/** Failed exchanges in a row. */
	readonly streaks: Int32Array;
	/** What a backend was found to be down for. */
	readonly failures: Int32Array;
	/** The stripe, counted from 1, of the worker whose request tries whether a backend is up again; 0 for none. */
	readonly trials: Int32Array;
	/** Milliseconds; 0 when nothing is known. */
	readonly latencies: Float32Array;
	/** When each of them was published, by `threadClock`, modulo 2³². */
	readonly latencyTimes: Int32Array;
	/** Which client's each entry is. */
	readonly clientTags: BigInt64Array;
	/** The rate limiter's state for that client. */
	readonly clientTimes: BigInt64Array;
};

export const cellViews = (memory: SharedArrayBuffer): CellViews => ({
	limiter: new BigInt64Array(memory, 0, 1),
	words: new Int32Array(memory, 8, 3),
	secret: new Uint32Array(memory, 24, 4),
	health: new Int32Array(memory, healthOffset, slotCount),
	ejected: new Int32Array(memory, standingOffset, slotCount),
	withheld: new Int32Array(memory, standingOffset + healthBytes, slotCount),
	streaks: new Int32Array(memory, standingOffset + (2 * healthBytes), slotCount),
	failures: new Int32Array(memory, standingOffset + (3 * healthBytes), slotCount),
	trials: new Int32Array(memory, standingOffset + (4 * healthBytes), slotCount),
	latencies: new Float32Array(memory, latencyOffset, slotCount),
	latencyTimes: new Int32Array(memory, latencyOffset + (slotCount * Float32Array.BYTES_PER_ELEMENT), slotCount),
	clientTags: new BigInt64Array(memory, clientTagsOffset, clientCount),
	clientTimes: new BigInt64Array(memory, clientTimesOffset, clientCount),
});

export type StripeViews = {
	/** `slot * fieldCount + fieldIndex`. Floats, because bytes outgrow 32 bits. */
	readonly counts: Float64Array;
	readonly inFlight: Int32Array;
	/** `slot * bucketCount + bucket`. May wrap; differences stay right. */
	readonly buckets: Uint32Array;
	/** Index 0: clients' connections that are served. Index 1: those that wait for a place. */
	readonly connections: Int32Array;
	/** The slots whose number in flight this worker has changed, the newest in the place of the oldest. */
	readonly changes: Int32Array;
	/** How many there have been, modulo 2³². */
	readonly changeCount: Int32Array;
	/** Exchanges of each series. */
	readonly seriesCounts: Float64Array;
	/** Which series each is. */
	readonly seriesKeys: Int32Array;
	/** How many there are. */
	readonly seriesLength: Int32Array;
	/** `slot * durationCells + cell`, see `durations.ts`. */
	readonly durations: Float64Array;
	/** `slot * phaseCells + cell`, see `phase-cells.ts`. */
	readonly phases: Float64Array;
	/** How late the worker's timers were recently, in milliseconds. */
	readonly lag: Float64Array;
	/** Grows as long as the worker's timers go off. */
	readonly beats: Int32Array;
	/** How long the request of each row has waited that has waited longest for an answer, in milliseconds; 0 for none. */
	readonly waits: Float32Array;
};

export const stripeViews = (memory: SharedArrayBuffer, stripe: number): StripeViews => {
	const start = stripesOffset + (stripe * stripeBytes);
	const changesOffset = start + countsBytes + inFlightBytes + bucketsBytes + connectionsBytes;
	const seriesOffset = changesOffset + changesBytes;
	const durationsOffset = seriesOffset + seriesCountsBytes;
	const phasesOffset = durationsOffset + durationsBytes;
	const lagOffset = phasesOffset + phasesBytes;
	const keysOffset = lagOffset + lagBytes;
	return {
		counts: new Float64Array(memory, start, slotCount * fieldCount),
		inFlight: new Int32Array(memory, start + countsBytes, slotCount),
		buckets: new Uint32Array(memory, start + countsBytes + inFlightBytes, slotCount * bucketCount),
		connections: new Int32Array(memory, start + countsBytes + inFlightBytes + bucketsBytes, 2),
		changes: new Int32Array(memory, changesOffset, changeCapacity),
		changeCount: new Int32Array(memory, changesOffset + (changeCapacity * Int32Array.BYTES_PER_ELEMENT), 1),
		seriesCounts: new Float64Array(memory, seriesOffset, seriesCapacity),
		durations: new Float64Array(memory, durationsOffset, slotCount * durationCells),
		phases: new Float64Array(memory, phasesOffset, slotCount * phaseCells),
		lag: new Float64Array(memory, lagOffset, 1),
		seriesKeys: new Int32Array(memory, keysOffset, seriesCapacity),
		seriesLength: new Int32Array(memory, keysOffset + seriesKeysBytes, 1),
		beats: new Int32Array(memory, keysOffset + seriesKeysBytes + Int32Array.BYTES_PER_ELEMENT, 1),
		waits: new Float32Array(memory, keysOffset + seriesKeysBytes + seriesLengthBytes + beatsBytes, slotCount),
	};
};
