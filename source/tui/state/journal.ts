import type {ControlEvent, EventPage} from '../../model/event.js';
import type {Status} from '../../model/status.js';
import {eventNotice, joinedNotice} from '../notices/event-notice.js';
import type {Tone} from '../look/theme.js';

/** What has happened, and when in milliseconds since the epoch. */
export type JournalEntry = {
	readonly at: number;
	readonly text: string;
	readonly tone: Tone;
	/** What it tells of; absent for what had happened before. */
	readonly event?: ControlEvent;
};

/** How many entries are kept. */
export const journalLength = 500;

/** A command's event follows those of its changes. Where it did one thing and both are one sentence, they are one entry, in the place of the change. */
const join = (entries: JournalEntry[], {event}: JournalEntry): boolean => {
	if (event?.type !== 'command' || event.commandId === undefined) {
		return false;
	}

	const caused = entries.filter(entry => entry.event?.commandId === event.commandId);
	const joined = caused.length === 1 ? joinedNotice(caused[0]!.event!, event) : undefined;
	if (joined) {
		entries[entries.indexOf(caused[0]!)] = {...joined, at: caused[0]!.at, event};
	}

	return joined !== undefined;
};

/** The newest first; the oldest are forgotten. */
export const withNews = (journal: readonly JournalEntry[], news: readonly JournalEntry[]): readonly JournalEntry[] => {
	if (news.length === 0) {
		return journal;
	}

	const entries = journal.toReversed();
	for (const entry of news) {
		if (!join(entries, entry)) {
			entries.push(entry);
		}
	}

	return entries.slice(-journalLength).toReversed();
};

/** Backends that were down before the screen was opened. */
export const journalOf = ({backends}: Status): readonly JournalEntry[] => backends
	.filter(({health}) => health === 'unhealthy')
	.map(({url, healthSince = 0, healthReason, lastCheck}): JournalEntry => ({at: healthSince, text: `${url} is DOWN: ${lastCheck?.reason ?? healthReason ?? 'its health check failed'}`, tone: 'bad'}))
	.toSorted((first, second) => second.at - first.at)
	.slice(0, journalLength);

/** The journal with what happened before the screen was opened. That says more than the backends that were down then, as far as it reaches back. */
export const withPast = (journal: readonly JournalEntry[], {events, skipped}: EventPage): readonly JournalEntry[] => {
	const begin = skipped > 0 ? events[0]!.at : -Infinity;
	const kept = journal.filter(({event, at}) => event !== undefined || at < begin);
	const numbers = new Set(kept.map(({event}) => event?.number));
	const past = events.filter(({number}) => !numbers.has(number)).flatMap((event): readonly JournalEntry[] => {
		const told = eventNotice(event);
		return told ? [{...told, at: event.at, event}] : [];
	});
	const [earlier, later] = [false, true].map(isLater => kept.filter(({event}) => (event !== undefined) === isLater).toReversed());
	return withNews([], [...earlier!, ...past, ...later!]);
};
