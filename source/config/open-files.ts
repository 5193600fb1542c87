import {readFileSync} from 'node:fs';
import type {Warning} from '../model/warning.js';
import {defaultThreads} from './default-threads.js';

/** Default if the limit is unknown. */
const usualLimit = 10_240;
/** Files of the program itself: logs, listeners, pipes; measured, with a margin. */
const ownFiles = 40;
const ownFilesPerThread = 8;
/** The admin API gets this part of all, and health checks as much. */
const reservedShare = 16;
const leastReserved = 16;
const mostReserved = 256;
/** Below this number of clients, a higher limit is advised. */
const fewClients = 32;
/** As many as the kernel would keep in its queue on most systems. */
const usualWaiting = 1024;
const mostConnections = 65_536;

/** Node raises its own limit as far as it may. */
export const openFileLimit = (): number => {
	try {
		const found = /^Max open files\s+(?<soft>\d+)/mv.exec(readFileSync('/proc/self/limits', 'utf8'))?.groups?.['soft'];
		return found === undefined ? usualLimit : Number(found);
	} catch {
		// Other systems have no such file.
		return usualLimit;
	}
};

const reserved = (limit: number): number => Math.min(Math.max(Math.trunc(limit / reservedShare), leastReserved), mostReserved);

/** Connections of the admin API at once. */
export const adminConnectionsWithin = (limit: number): number => reserved(limit);

const leftForTraffic = (limit: number, threads: number): number =>
	Math.max(limit - ownFiles - (ownFilesPerThread * threads) - (2 * reserved(limit)), 0);

/** Client connections that fit: each may need one to a backend, and a third of all is for connections that wait. */
export const clientsWithin = (limit: number, threads: number): number => Math.max(Math.trunc(leftForTraffic(limit, threads) / 3), 1);

/** Client connections that this process can serve without running out of open files. */
export const defaultMaxConnections = (): number => Math.min(clientsWithin(openFileLimit(), defaultThreads()), mostConnections);

type Wanted = {readonly maxConnections: number; readonly threads: number};

/** How many clients are served at once, and how many more may wait, without running out of open files. */
export const connectionsWithin = (limit: number, {maxConnections, threads}: Wanted): {readonly maxConnections: number; readonly maxWaiting: number} => {
	const left = leftForTraffic(limit, threads);
	const served = Math.min(maxConnections, Math.max(Math.trunc(left / 2), 1));
	return {maxConnections: served, maxWaiting: Math.min(Math.max(left - (2 * served), 0), Math.max(served, usualWaiting))};
};

/** A warning if the limit is low; undefined otherwise. */
export const openFilesProblem = (limit: number, wanted: Wanted): Warning | undefined => {
	const fitting = clientsWithin(limit, wanted.threads);
	if (fitting < fewClients && fitting <= wanted.maxConnections) {
		return {type: 'few-open-files', limit, connections: fitting};
	}

	const {maxConnections} = connectionsWithin(limit, wanted);
	return maxConnections < wanted.maxConnections
		? {type: 'few-open-files', limit, connections: maxConnections, wanted: wanted.maxConnections}
		: undefined;
};
