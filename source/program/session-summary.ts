import type {Status} from '../model/status.js';

const plural = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

const duration = (milliseconds: number): string => {
	const seconds = Math.round(milliseconds / 1000);
	if (seconds < 60) {
		return plural(seconds, 'second');
	}

	const minutes = Math.floor(seconds / 60);
	return minutes < 60
		? `${minutes} min ${seconds % 60} s`
		: `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

const carried = ({startedAt, totals, backends}: Status, now: number): string =>
	`carried ${plural(totals.requests, 'request')} in ${duration(now - startedAt)} over ${plural(backends.length, 'backend')}.`;

/** The summary after the screen has closed: one paragraph. */
export const sessionSummary = (status: Status, now: number): string => {
	const {totals} = status;
	const sentences = [`proxy-tui ${carried(status, now)}`];
	const notes = [
		totals.responsesByClass[4] > 0 && `${totals.responsesByClass[4].toLocaleString('en')} answered 5xx`,
		totals.rateLimited > 0 && `${totals.rateLimited.toLocaleString('en')} rate limited`,
		totals.aborted > 0 && `${totals.aborted.toLocaleString('en')} aborted by their client`,
		totals.inFlight > 0 && `${totals.inFlight.toLocaleString('en')} cut off`,
		totals.retries > 0 && `${totals.retries.toLocaleString('en')} retried`,
	].filter(note => note !== false);
	if (notes.length > 0) {
		sentences.push(`Among them: ${notes.join(', ')}.`);
	}

	return sentences.join(' ');
};

/**
The summary of a session attached to a remote instance.

@param address - Of the instance.
@param status - The last known one.
@param now
*/
export const detachedSummary = (address: string, status: Status, now: number): string => status.staleSince === undefined
	? `Detached from ${address}, which keeps running. It has ${carried(status, now)}`
	: `Detached from ${address}, which could not be reached for the last ${duration(now - status.staleSince)}. By then it had ${carried(status, status.staleSince)}`;
