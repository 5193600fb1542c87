import type {ControlEvent} from '../../model/event.js';
import type {Status} from '../../model/status.js';
import {eventNotice} from '../event-notice.js';
import type {Tone} from '../theme.js';

/** What has happened, and when in milliseconds since the epoch. */
export type JournalEntry = {
	readonly at: number;
	readonly text: string;
	readonly tone: Tone;
};

/** How many entries are kept. */
export const journalLength = 500;

/** The newest first; the oldest are forgotten. */
export const withNews = (journal: readonly JournalEntry[], news: readonly JournalEntry[]): readonly JournalEntry[] =>
	news.length === 0 ? journal : [...news.toReversed(), ...journal].slice(0, journalLength);

/** What had gone down before anybody looked. */
export const journalOf = ({backends}: Status): readonly JournalEntry[] => backends
	.filter(({health}) => health === 'unhealthy')
	.map(({url, healthSince = 0, healthReason, lastCheck}): JournalEntry => ({at: healthSince, text: `${url} is DOWN: ${lastCheck?.reason ?? healthReason ?? 'its health check failed'}`, tone: 'bad'}))
	.toSorted((first, second) => second.at - first.at)
	.slice(0, journalLength);

/** What of an event is worth reading later: all that is told of, and who gave commands. */
export const journalEntry = (event: ControlEvent): JournalEntry | undefined => {
	const told = event.type === 'command' ? {text: `${event.what}, by ${event.by}`, tone: 'plain' as const} : eventNotice(event);
	return told && {...told, at: event.at};
};
