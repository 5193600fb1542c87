import type {Status} from './model/status.js';

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

/** What a person is told when the screen has gone: one paragraph. */
export const sessionSummary = ({startedAt, totals, backends}: Status, now: number): string => {
	const sentences = [`proxy-tui carried ${plural(totals.requests, 'request')} in ${duration(now - startedAt)} over ${plural(backends.length, 'backend')}.`];
	const notes = [
		totals.responsesByClass[4] > 0 && `${totals.responsesByClass[4].toLocaleString('en')} answered 5xx`,
		totals.rateLimited > 0 && `${totals.rateLimited.toLocaleString('en')} rate limited`,
		totals.aborted > 0 && `${totals.aborted.toLocaleString('en')} left by their client`,
		totals.retries > 0 && `${totals.retries.toLocaleString('en')} tried again elsewhere`,
	].filter(note => note !== false);
	if (notes.length > 0) {
		sentences.push(`Among them: ${notes.join(', ')}.`);
	}

	return sentences.join(' ');
};
