import type {Status} from '../../model/status.js';
import type {Tone} from '../theme.js';

/** What has happened, and when in milliseconds since the epoch. */
export type JournalEntry = {
	readonly at: number;
	readonly text: string;
	readonly tone: Tone;
};

/** How many entries are kept. */
export const journalLength = 500;

/** The newest first; the oldest are forgotten. Who gave a command is told after what it did, in more words: these take the place of the others. */
export const withNews = (journal: readonly JournalEntry[], news: readonly JournalEntry[]): readonly JournalEntry[] => {
	if (news.length === 0) {
		return journal;
	}

	const entries = journal.toReversed();
	for (const entry of news) {
		if (entry.text.startsWith(`${entries.at(-1)?.text},`)) {
			entries.pop();
		}

		entries.push(entry);
	}

	return entries.slice(-journalLength).toReversed();
};

/** What had gone down before anybody looked. */
export const journalOf = ({backends}: Status): readonly JournalEntry[] => backends
	.filter(({health}) => health === 'unhealthy')
	.map(({url, healthSince = 0, healthReason, lastCheck}): JournalEntry => ({at: healthSince, text: `${url} is DOWN: ${lastCheck?.reason ?? healthReason ?? 'its health check failed'}`, tone: 'bad'}))
	.toSorted((first, second) => second.at - first.at)
	.slice(0, journalLength);
